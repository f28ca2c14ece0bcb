"""Which jobs each event starts, and which are done every day: beside app.py, above all the rest."""

from citizen.answering import jobs as answering_jobs
from citizen.attaching import jobs as attaching_jobs
from citizen.evidence import jobs as evidence
from citizen.evidence.repeats import jobs as repeats_jobs
from citizen.imports import jobs as imports_jobs
from citizen.inactivity import jobs as inactivity_jobs
from citizen.leaving import jobs as leaving_jobs
from citizen.observations import jobs as observations_jobs
from citizen.observations.arrival import jobs as arrival_jobs
from citizen.observations.campaigns import jobs as campaigns_jobs
from citizen.observations.homes import jobs as homes_jobs
from citizen.observations.parked import jobs as parked_jobs
from citizen.outings import jobs as outings
from citizen.photos import jobs as photos
from citizen.push import jobs as push
from citizen.sign_in import jobs as sign_in_jobs
from config.events import Job, Jobs, Together
from exports.booklet import jobs as booklet
from exports.datasets import jobs as datasets_jobs
from exports.datasets.reissuing import jobs as reissuing
from exports.datasets.renewing import jobs as renewing
from exports.digests import jobs as digests
from exports.features import jobs as features
from exports.places import jobs as places
from exports.provisional import jobs as provisional
from exports.webhooks import jobs as webhooks
from moderation.answers import jobs as answers
from moderation.automatic import jobs as automatic
from moderation.care import jobs as care
from moderation.decisions import jobs as decisions_jobs
from moderation.proposals import jobs as proposals_jobs
from moderation.routing import jobs as routing
from moderation.sensitivity import jobs as sensitivity_jobs
from reference.taxa import jobs as taxa_jobs

DAILY = [  # once a day and town; each does all that is due
    routing.reconcile,
    sign_in_jobs.forget_ended,
    parked_jobs.forget_old,
    attaching_jobs.gather_late,
    attaching_jobs.forget_unfinished,
    leaving_jobs.forget_tokens,
    leaving_jobs.empty_refused,
    answering_jobs.forget_ended,
    inactivity_jobs.warn,
    inactivity_jobs.close_warned,
    evidence.forget_parts,
    evidence.forget_originals,
    evidence.sweep,
    imports_jobs.forget_unconfirmed,
    taxa_jobs.forget_interrupted,
    provisional.forget_ended,
    webhooks.forget_old,
    outings.forget_over,
    digests.write_digests,
    digests.ring_desks,
    renewing.ask_due,
    booklet.remake_due,
]

ANNOUNCED = Together(webhooks.announce)
UNPOINTED = Together(provisional.leave)
ARRIVED: list[Job] = [  # each takes several: what waits together is brought to its desks together
    Together(homes_jobs.settle),
    Together(sensitivity_jobs.settle_level),
    Together(routing.route),
    Together(automatic.consider),
]
DECIDED: list[Job] = [
    decisions_jobs.tell, decisions_jobs.ring, decisions_jobs.count_seen, decisions_jobs.draw_again,
    ANNOUNCED,
]  # fmt: skip
JOBS: Jobs = {
    "day.begun": DAILY,
    "observation.submitted": [
        *ARRIVED,
        Together(provisional.keep),
        ANNOUNCED,
    ],
    "observation.corrected": [UNPOINTED, *ARRIVED],
    "observation.proposed": [routing.reconsider],
    "observation.proposal-withdrawn": [routing.forget],
    "observation.correction-accepted": [
        campaigns_jobs.mark_named,
        proposals_jobs.tell,
        decisions_jobs.count_seen,
    ],
    "observation.correction-declined": [proposals_jobs.tell],
    "observation.withdrawn": [
        UNPOINTED,
        routing.forget,
        decisions_jobs.count_seen,
        ANNOUNCED,
    ],
    "observation.named": [decisions_jobs.count_seen, campaigns_jobs.mark_named],
    "campaign.changed": [campaigns_jobs.mark_all],
    "observation.sensitivity-changed": [decisions_jobs.count_seen, ANNOUNCED],
    "observation.accepted": [UNPOINTED, *DECIDED, automatic.compare],
    "observation.doubtful": [*DECIDED, automatic.compare],
    "observation.rejected": [*DECIDED, automatic.compare],
    "observation.unassessable": [*DECIDED, automatic.compare],
    "observation.duplicate": DECIDED,
    "observation.separated": [*DECIDED, Together(routing.route)],
    "observation.questioned": DECIDED,
    "observation.undone": [decisions_jobs.count_seen],
    "sensitivity.changed": [sensitivity_jobs.revise],
    "taxa.changed": [sensitivity_jobs.revise],
    "territories.changed": [observations_jobs.locate, sensitivity_jobs.revise, places.add_up],
    "observation.home-changed": [decisions_jobs.count_seen, ANNOUNCED],
    "zones.changed": [homes_jobs.revise, places.add_up],
    "weather.changed": [arrival_jobs.read_by_weather],
    "message.author": [routing.answered, answers.tell_asker],
    "address.claimed": [attaching_jobs.send_proof],
    "account.silent": [inactivity_jobs.write],
    "account.left": [leaving_jobs.part_ways, routing.hand_over],
    "routing.changed": [routing.route_anew],
    "account.joined": [attaching_jobs.gather_late, homes_jobs.settle_all],
    "sign-in.asked": [sign_in_jobs.send_link],
    "photo.received": [
        photos.make_copies,
        repeats_jobs.count_uses,
        automatic.consider_pictured,
    ],
    "photo.blurred": [photos.make_copies, booklet.remake_without],
    "push.wanted": [push.deliver],
    "import.sent": [imports_jobs.examine],
    "import.confirmed": [imports_jobs.bring],
    "import.undo-asked": [imports_jobs.undo],
    "photo.hidden": [care.tell_hidden, booklet.remake_without],
    "webhook.stopped": [webhooks.tell_stopped],
    "booklet.asked": [booklet.remake],
    "appearance.changed": [booklet.remake_dressed],
    "release.due": [renewing.build_changed],
    "release.requested": [datasets_jobs.build_requested],
    "release.published": [features.index_released, booklet.remake, places.add_up],
    "release.withdrawn": [
        reissuing.forget_files,
        features.forget_withdrawn,
        booklet.remake,
        places.add_up,
    ],
}
