"""Addresses of orders and products inside a workspace."""

from django.urls import path

from rapport.apps.sales import views

app_name = "sales"

urlpatterns = [
    path("sales", views.orders, name="orders"),
    path("sales/orders/<int:order_id>", views.order, name="order"),
    path("sales/of-customer/<int:party_id>", views.of_customer, name="of-customer"),
    path("sales/products", views.products, name="products"),
]
