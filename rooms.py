"""Which rooms open onto the web: the API, then the pages; beside app.py, above all the rest."""

from citizen.accounts.routes import accounts
from citizen.answering.routes import answering
from citizen.attaching.routes import addresses_pages, attaching
from citizen.blurring.routes import blurring, blurs
from citizen.classes.routes import class_pages, classes
from citizen.consent.routes import consent
from citizen.conversations.routes import conversations
from citizen.evidence.routes import evidence, shown
from citizen.evidence.sounds.routes import heard, sounds
from citizen.form.correcting.routes import correcting
from citizen.form.routes import form
from citizen.form.trial.routes import trial
from citizen.form.visits.routes import visits
from citizen.leaving.routes import leaving, leaving_pages
from citizen.letters.routes import letters
from citizen.my_account.routes import account_pages, my_account
from citizen.observations.routes import mine, observations
from citizen.observations.withdrawing.routes import withdrawing
from citizen.own_data.routes import own_data
from citizen.protocols.routes import protocols
from citizen.sign_in.routes import sign_in
from config.health import health
from exports.atlas.routes import atlas
from exports.campaigns.projects.routes import projects
from exports.campaigns.routes import calls
from exports.datasets.routes import data, datasets
from exports.digests.routes import digests, following
from exports.published.routes import published
from exports.town.campaigns.routes import calls as town_calls
from exports.town.inventories.routes import inventories
from exports.town.protection.routes import protection
from exports.town.protocols.routes import protocols as town_protocols
from exports.town.references.routes import references
from exports.town.routes import town
from exports.town.zones.routes import zones as zoned
from exports.webhooks.pages.routes import pages as webhook_pages
from exports.webhooks.routes import webhooks
from moderation.canned.routes import canned
from moderation.care.pages.routes import pages as care_pages
from moderation.care.routes import care
from moderation.consensus.routes import consensus
from moderation.console.queue.routes import queue_page
from moderation.console.routes import console
from moderation.decisions.routes import decisions
from moderation.lots.routes import lots
from moderation.measures.routes import measures, readings
from moderation.names.routes import names
from moderation.proposals.routes import proposals
from moderation.queues.routes import queues
from moderation.routing.absences.routes import team
from moderation.routing.adopting.routes import routing_rules
from reference.addresses.routes import addresses
from reference.nomenclatures.routes import nomenclatures
from reference.taxa.routes import taxa
from reference.territories.routes import territories

API = (
    health, protocols, taxa, territories, addresses, nomenclatures, consent, accounts, classes,
    my_account, own_data, leaving, attaching, mine, observations, withdrawing, published,
    evidence, sounds, blurs, conversations, queues, decisions, proposals, datasets, projects,
    webhooks, care, following, readings,
)  # fmt: skip
PAGES = (
    queue_page, team, routing_rules,
    shown, heard, blurring, data, atlas, form, trial, sign_in, account_pages, addresses_pages,
    leaving_pages, class_pages, answering, console, consensus, canned, names, visits, town,
    protection, references, zoned, town_protocols, inventories, calls, town_calls,
    correcting, webhook_pages, care_pages, digests, letters, measures, lots,
)  # fmt: skip
