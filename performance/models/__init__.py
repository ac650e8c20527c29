from performance.models.quota import Quota

__all__ = ["Quota"]
