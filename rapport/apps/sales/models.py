"""Products and orders.

An order is a *sale*, a *refund* (tied to what it takes back where that is known) or an *adjustment* (a stock
correction or bookkeeping entry that sold nothing). Revenue is the sum of all lines at their own date; a number of
orders counts sales only.
"""

from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region, reached_by
from rapport.kernel.models import ChangedModel, WorkspaceQuerySet
from rapport.kernel.money import amount_field, currency_field, rate_field


class Product(ChangedModel):
    """A product or service that can be ordered."""

    sku = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=100, blank=True)
    price = amount_field(null=True, blank=True)
    unit_cost = amount_field(null=True, blank=True)
    currency = currency_field()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["workspace", "sku"], name="sales_one_product_per_sku")]

    def __str__(self) -> str:
        return self.name


class OrderQuerySet(WorkspaceQuerySet):
    """Orders."""

    def within(self, member: Member, right: str = "orders.view") -> "OrderQuerySet":
        """The orders of the customers a right of the member reaches; those of nobody known with the whole view only."""
        return self.of(member).filter(reached_by(member, right, party="customer"))


class Order(ChangedModel):
    """An order of a customer, or of nobody known (`customer` empty: anonymous revenue).

    `net_amount` is the sum of its lines, without tax, in `currency`; `reporting_amount` the same in the workspace's
    currency, at the `rate` of its day, which is kept with it: empty where no rate is needed. While an order waits for a
    rate it has neither. `region` is where it was delivered.
    """

    class Kind(models.TextChoices):
        SALE = "sale", "Sale"
        REFUND = "refund", "Refund"
        ADJUSTMENT = "adjustment", "Adjustment"

    number = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SALE)
    customer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="orders", db_index=False
    )
    at = models.DateTimeField()
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    currency = currency_field()
    net_amount = amount_field()
    rate = rate_field(null=True, blank=True)
    reporting_amount = amount_field(null=True, blank=True)
    refunds = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="refunded_by")
    channel = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    objects = OrderQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            # Holds all that the conditions on number, dates and amounts of orders read.
            models.Index(
                fields=["workspace", "customer", "kind", "at", "reporting_amount"],
                name="sales_orders_of_customer",
            ),
            models.Index(fields=["workspace", "-at"], name="sales_order_newest"),
            models.Index(
                fields=["workspace", "currency", "at"],
                condition=Q(reporting_amount=None),
                name="sales_order_without_rate",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="sales_one_order_per_number"),
            models.CheckConstraint(
                condition=Q(kind__in=["sale", "refund", "adjustment"]), name="sales_order_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(ChangedModel):
    """One product on an order. `net_amount` is negative where something is taken back.

    `direct_cost` is what the quantity cost the business; empty means not known, never zero.
    """

    # The index on workspace and change begins with the workspace; a second one would slow down every import.
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    description = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    unit_price = amount_field()
    discount = amount_field(default=0)
    net_amount = amount_field()
    direct_cost = amount_field(null=True, blank=True)
    refunds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="refunded_by", db_index=False
    )

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["refunds"], condition=~Q(refunds=None), name="sales_orderline_refunds"),
        ]
