"""Which rooms open onto the web: the API, then the pages; beside app.py, above all the rest."""

from citizen.accounts.routes import accounts
from citizen.answering.routes import answering
from citizen.appearance.routes import appearance
from citizen.attaching.routes import addresses_pages, attaching
from citizen.blurring.routes import blurring, blurs
from citizen.classes.routes import class_pages, classes
from citizen.consent.routes import consent
from citizen.conversations.routes import conversations
from citizen.evidence.routes import evidence, shown
from citizen.evidence.sounds.routes import heard, sounds
from citizen.form.correcting.routes import correcting
from citizen.form.mine.routes import my_places
from citizen.form.offline.routes import offline
from citizen.form.routes import form
from citizen.form.trial.routes import trial
from citizen.form.visits.routes import visits
from citizen.leaving.routes import leaving, leaving_pages
from citizen.letters.routes import letters
from citizen.my_account.routes import account_pages, my_account
from citizen.observations.routes import observations
from citizen.observations.withdrawing.routes import withdrawing
from citizen.own_data.routes import own_data
from citizen.progress.routes import mine
from citizen.protocols.routes import protocols
from citizen.push.routes import push
from citizen.sign_in.routes import sign_in
from config.health.routes import health
from exports.agenda.routes import agenda
from exports.atlas.routes import atlas
from exports.booklet.routes import booklet
from exports.campaigns.enrichments.routes import enrichments
from exports.campaigns.projects.routes import projects
from exports.campaigns.routes import calls
from exports.catalogue.routes import catalogue
from exports.contributors.routes import contributors
from exports.datasets.making.routes import making
from exports.datasets.reissuing.routes import reissuing
from exports.datasets.routes import data, datasets
from exports.digests.routes import digests, following
from exports.embeds.routes import embeds
from exports.feeds.routes import feeds
from exports.legal.audits.routes import audits
from exports.legal.routes import legal
from exports.metrics.page.routes import health_page
from exports.metrics.routes import metrics
from exports.ogc.routes import ogc
from exports.outings.pages.routes import pages as outing_pages
from exports.outings.routes import api as outings
from exports.places.routes import places
from exports.plan.routes import plan
from exports.provisional.routes import provisional
from exports.published.routes import published
from exports.thanks.routes import thanks
from exports.tiles.routes import tiles
from exports.town.appearance.routes import appearance as town_appearance
from exports.town.booklet.routes import booklet as town_booklet
from exports.town.campaigns.routes import calls as town_calls
from exports.town.datasets.routes import sets
from exports.town.embeds.routes import embeds as town_embeds
from exports.town.inventories.routes import inventories
from exports.town.protection.routes import protection
from exports.town.protocols.routes import protocols as town_protocols
from exports.town.publishing.routes import publishing
from exports.town.references.routes import references
from exports.town.releases.routes import releases
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
from moderation.figures.routes import figures
from moderation.history.routes import history
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
    my_account, outings, own_data, leaving, attaching, mine, observations, withdrawing, published,
    evidence, sounds, blurs, conversations, queues, decisions, proposals, datasets, projects,
    webhooks, care, following, readings, reissuing, push, making,
    enrichments,
)  # fmt: skip
PAGES = (
    queue_page, team, routing_rules,
    shown, heard, blurring, data, feeds, catalogue,
    outing_pages, atlas, form, my_places, offline, trial, sign_in, account_pages,
    addresses_pages, leaving_pages, class_pages, answering, console, consensus, canned, names,
    visits, town, protection, references, zoned, town_protocols, inventories, calls, town_calls,
    correcting, webhook_pages, care_pages, digests, letters, measures, figures, history, lots,
    releases, ogc, tiles, provisional, thanks, contributors, sets, metrics, health_page, plan,
    places, legal, audits,
    agenda, embeds, town_embeds, booklet, town_booklet, publishing, appearance, town_appearance,
)  # fmt: skip
