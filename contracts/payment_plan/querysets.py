from contracts.contract.querysets import ContractPartQuerySet


class PaymentPlanQuerySet(ContractPartQuerySet):
    OWNER = "contract__customer__owner"


class InstalmentQuerySet(ContractPartQuerySet):
    def visible_to(self, user):
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.visible_to(user))
