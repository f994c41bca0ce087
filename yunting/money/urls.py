"""Addresses of money."""

from django.urls import URLPattern, path

from yunting.money.views import books, court, party, relief

app_name = "money"
urlpatterns: list[URLPattern] = [
    path("fees/", party.all_fees, name="fees"),
    path("fees/<int:pk>/", party.fee, name="fee"),
    path("fees/<int:pk>/order/", party.order, name="order"),
    path("fees/<int:pk>/pay/", party.pay, name="pay"),
    path("fees/<int:pk>/relief/", relief.ask, name="relief-ask"),
    path("reliefs/<int:pk>/", relief.read_one, name="relief"),
    path("reliefs/<int:pk>/withdraw/", relief.withdraw, name="relief-withdraw"),
    path("reliefs/<int:pk>/decide/", relief.decide, name="relief-decide"),
    path("court/money/", court.all_payments, name="payments"),
    path("court/money/books/", books.all_books, name="books"),
    path("court/money/books/<int:pk>/", books.book, name="book"),
    path("court/money/books/<int:pk>/again/", books.again, name="book-again"),
    path("court/money/differences/<int:pk>/take-in/", books.take_in, name="take-in"),
    path("court/money/differences/<int:pk>/explain/", books.explain, name="explain"),
    path("court/money/<int:pk>/", court.payment, name="payment"),
    path("court/money/<int:pk>/propose/", court.propose, name="propose"),
    path("court/money/<int:pk>/confirm/", court.confirm, name="confirm"),
    path("court/money/<int:pk>/decline/", court.decline, name="decline"),
    path("court/money/accounts/<str:number>/", court.account, name="account"),
]
