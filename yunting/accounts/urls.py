"""Addresses of the door and of one's own account."""

from django.urls import path

from yunting.accounts.views import account, again, helping, identities, sign_in, staff

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.phone, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-up/", sign_in.sign_up, name="sign-up"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("session/extend/", sign_in.extend, name="extend"),
    path("staff/sign-in/", staff.sign_in, name="staff-sign-in"),
    path("staff/second-factor/", staff.second, name="second-factor"),
    path("staff/second-factor/enrol/", staff.enrol, name="enrol"),
    path("staff/recovery-codes/", staff.recovery_codes, name="recovery-codes"),
    path("staff/password/", staff.password, name="password"),
    path("account/", account.account, name="account"),
    path("account/identity/", identities.identity, name="identity"),
    path("account/organisation/", identities.organisation, name="organisation"),
    path("account/checks/<int:pk>/", identities.check, name="check"),
    path("account/checks/<int:pk>/again/", identities.ask_again, name="ask-again"),
    path("account/principals/", account.principals, name="principals"),
    path("account/principals/oneself/", account.act_for_oneself, name="act-for-oneself"),
    path("account/mandates/<int:pk>/end/", account.end_mandate, name="end-mandate"),
    path("account/help/", helping.every, name="help"),
    path("account/help/new/", helping.give, name="help-new"),
    path("account/help/<int:pk>/", helping.one, name="help-one"),
    path("account/help/<int:pk>/<slug:name>/", helping.act_on, name="help-act"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="end-session"),
    path("account/sessions/end/", account.end_other_sessions, name="end-other-sessions"),
    path("account/tokens/", account.token_list, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", account.revoke_token, name="revoke-token"),
    path("account/prove-again/", again.again, name="prove-again"),
    path("account/prove-again/send/", again.send, name="prove-again-send"),
]
