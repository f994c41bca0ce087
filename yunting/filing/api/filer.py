"""The filer's acts for programs: the same forms, the same services, the same refusals."""

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from ninja import Router, Status

from yunting.accounts import selectors as accounts
from yunting.core.access import account_of, actor_for
from yunting.core.actor import Actor
from yunting.core.idempotency import once
from yunting.core.models import Person
from yunting.core.versions import Changed
from yunting.filing.api import shapes
from yunting.filing.forms import overview
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import written
from yunting.filing.forms.correcting import CorrectionForm, Returned, correction
from yunting.filing.forms.elements import Form
from yunting.filing.forms.paper import Paper, paper_of
from yunting.filing.forms.question_form import QuestionForm, blocks_changed, retyped
from yunting.filing.forms.signing import Review, SignForm
from yunting.filing.forms.starting import StartForm, WithdrawForm
from yunting.filing.forms.steps import Place, Step, Values, options_of, step_at, step_named
from yunting.filing.models import Filing, Submission
from yunting.filing.selectors import law
from yunting.filing.selectors.mine import filed_by, own
from yunting.filing.selectors.returned import defects_of, notice_of
from yunting.filing.selectors.submissions import latest
from yunting.filing.selectors.writing import Written, filing_of, this_court, written_for
from yunting.filing.services import drafting, opening, submission
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.ui.refusals import problem
