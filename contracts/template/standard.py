"""The standard text of a 工矿产品购销合同: what a new template begins with. Contracts are Chinese whatever the reader's
language is, so this text is content and not a translation."""

NAME = "工矿产品购销合同"
LAW = "《中华人民共和国民法典》"

TEXTS = {
    "law_reference": LAW,
    "quality_terms": "按国家标准、行业标准及双方签订的技术协议执行；质保期自交货验收合格之日起十二个月。",
    "delivery_terms": "需方指定地点交货，供方送货上门，需方凭供方送货单签收。",
    "transport_terms": "汽车运输，运输费用由供方承担。",
    "loss_terms": "运输途中的损耗由供方承担。",
    "packing_terms": "按供方标准包装，满足长途运输和防潮、防锈要求；包装物不回收。",
    "acceptance_terms": "按本合同质量标准及出厂检验标准验收；需方如有异议，应在收货后七日内书面提出，逾期视为验收合格。",
    "spare_parts_terms": "随机备件、工具按装箱单供应。",
    "payment_terms": "货到验收合格、供方开具增值税专用发票后三十日内付清货款。",
    "guarantee_terms": "无。",
    "after_sales_terms": "质保期内因产品质量引起的问题，供方免费维修或更换；接到通知后按约定时限到场处理。",
    "breach_terms": "供方逾期交货或需方逾期付款的，每逾期一日按逾期部分金额的万分之五支付违约金；其他违约责任按法律规定执行。",
    "dispute_terms": "双方协商解决；协商不成的，向供方所在地人民法院提起诉讼。",
    "other_terms": "技术协议、质量保证协议、出厂检验标准为本合同附件，与本合同具有同等法律效力。",
}
