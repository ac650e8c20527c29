// A photo from a phone has ten times the pixels a reader sees: it is made smaller before it is sent, where the browser can.
(function () {
  "use strict";
  const LONGEST = 2400, QUALITY = 0.85, FROM_BYTES = 1 << 20;
  const KINDS = ["image/jpeg", "image/png", "image/webp"];
  const ready = new WeakSet(); // fields whose files are the smaller ones already

  async function smaller(file) {
    if (!KINDS.includes(file.type) || file.size < FROM_BYTES) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch (error) {
      return file; // the server turns and shrinks what this browser cannot read
    }
  }

  // In the capture phase: a form that is sent as soon as a photo is taken waits for the smaller one.
  document.addEventListener("change", async function (event) {
    const field = event.target;
    if (field.type !== "file" || !field.files.length || ready.has(field)) return ready.delete(field);
    if (!Array.from(field.files).some((file) => KINDS.includes(file.type) && file.size >= FROM_BYTES)) return;
    event.stopImmediatePropagation();
    const chosen = new DataTransfer();
    for (const file of await Promise.all(Array.from(field.files).map(smaller))) chosen.items.add(file);
    field.files = chosen.files;
    ready.add(field);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);
})();
