from customers.quality.querysets import VoiceQuerySet


class FeedbackQuerySet(VoiceQuerySet):
    pass
