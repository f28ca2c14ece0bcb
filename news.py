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
from citizen.photos import jobs as photos
from citizen.sign_in import jobs as sign_in_jobs
from config.events import Jobs
from exports.datasets import jobs as datasets_jobs
from exports.digests import jobs as digests
from exports.webhooks import jobs as webhooks
from moderation.answers import jobs as answers
from moderation.care import jobs as care
from moderation.decisions import jobs as decisions_jobs
from moderation.proposals import jobs as proposals_jobs
from moderation.routing import jobs as routing
from moderation.sensitivity import jobs as sensitivity_jobs

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
    webhooks.forget_old,
    digests.write_digests,
]

DECIDED = [
    decisions_jobs.tell, decisions_jobs.count_seen, decisions_jobs.draw_again, webhooks.announce,
]  # fmt: skip
JOBS: Jobs = {
    "day.begun": DAILY,
    "observation.submitted": [
        homes_jobs.settle,
        sensitivity_jobs.settle_level,
        routing.route,
        webhooks.announce,
    ],
    "observation.corrected": [homes_jobs.settle, sensitivity_jobs.settle_level, routing.route],
    "observation.proposed": [routing.reconsider],
    "observation.proposal-withdrawn": [routing.forget],
    "observation.correction-accepted": [
        campaigns_jobs.mark_named,
        proposals_jobs.tell,
        decisions_jobs.count_seen,
    ],
    "observation.correction-declined": [proposals_jobs.tell],
    "observation.withdrawn": [routing.forget, decisions_jobs.count_seen, webhooks.announce],
    "observation.named": [decisions_jobs.count_seen, campaigns_jobs.mark_named],
    "campaign.changed": [campaigns_jobs.mark_all],
    "observation.sensitivity-changed": [decisions_jobs.count_seen, webhooks.announce],
    "observation.accepted": DECIDED,
    "observation.doubtful": DECIDED,
    "observation.rejected": DECIDED,
    "observation.unassessable": DECIDED,
    "observation.duplicate": DECIDED,
    "observation.separated": [*DECIDED, routing.route],
    "observation.questioned": DECIDED,
    "observation.undone": [decisions_jobs.count_seen],
    "sensitivity.changed": [sensitivity_jobs.revise],
    "taxa.changed": [sensitivity_jobs.revise],
    "territories.changed": [observations_jobs.locate, sensitivity_jobs.revise],
    "observation.home-changed": [decisions_jobs.count_seen, webhooks.announce],
    "zones.changed": [homes_jobs.revise],
    "weather.changed": [arrival_jobs.read_by_weather],
    "message.author": [routing.answered, answers.tell_asker],
    "address.claimed": [attaching_jobs.send_proof],
    "account.silent": [inactivity_jobs.write],
    "account.left": [leaving_jobs.part_ways, routing.hand_over],
    "routing.changed": [routing.route_anew],
    "account.joined": [attaching_jobs.gather_late, homes_jobs.settle_all],
    "sign-in.asked": [sign_in_jobs.send_link],
    "photo.received": [photos.make_copies, repeats_jobs.count_uses],
    "photo.blurred": [photos.make_copies],
    "import.sent": [imports_jobs.examine],
    "import.confirmed": [imports_jobs.bring],
    "import.undo-asked": [imports_jobs.undo],
    "photo.hidden": [care.tell_hidden],
    "webhook.stopped": [webhooks.tell_stopped],
    "release.requested": [datasets_jobs.build_requested],
}
