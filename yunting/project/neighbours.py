"""The address at which the court's neighbours tell it something."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yunting.core import callbacks
from yunting.lib import clock
from yunting.lib.envelope import Reason, Rejected
from yunting.lib.errors import Refused

STATUS = {
    Reason.UNKNOWN_SENDER: 401,
    Reason.WRONG_SIGNATURE: 401,
    Reason.STALE: 401,
    Reason.REPLAYED: 409,
    Reason.ID_REUSED: 409,
    Reason.UNKNOWN_TYPE: 404,
    Reason.UNKNOWN_CORRELATION: 404,
}


@csrf_exempt  # The signature says who sends; a browser cannot make one.
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """Take one signed message and answer with a signed one, or say why not."""
    try:
        answer = callbacks.receive(request.body, at=clock.now())
    except Rejected as rejected:
        told = {"reason": rejected.reason, "message": rejected.message}
        return JsonResponse(told, status=STATUS.get(rejected.reason, 400))
    except Refused as refused:
        return JsonResponse({"reason": refused.code, "message": refused.message}, status=422)
    return HttpResponse(answer, content_type="application/json")
