"""Partners add what their services know of a campaign; anyone reads it."""

from collections.abc import Mapping
from typing import Any

from flask import request

from citizen.accounts.access import caller
from citizen.campaigns import access as campaigns
from citizen.campaigns.rules import PUBLIC
from citizen.campaigns.tables import Campaign
from config.database import Session, reading, transaction
from config.places import Fault
from config.problems import Problem
from config.web import Blueprint
from exports.campaigns.enrichments import store
from exports.campaigns.enrichments.rules import (
    MOST,
    NAME,
    as_told,
    etag,
    holder_of,
    may_change,
    may_remove,
)
from exports.campaigns.enrichments.schemas import EnrichmentSchema, EnrichmentSentSchema
from exports.campaigns.enrichments.tables import Enrichment

Answer = tuple[dict[str, Any], int, Mapping[str, str]]

enrichments = Blueprint(
    "enrichments", __name__, url_prefix="/api/v1/projects", description="Campaigns"
)
ONE = "/<string:slug>/enrichments/<string:service>"


@enrichments.get(ONE)
@enrichments.response(200, EnrichmentSchema)
def one(slug: str, service: str) -> Answer:
    """Read what a service says of a campaign."""
    with reading() as session:
        found = known(session, campaigns.known(session, slug), service)
        return as_told(found), 200, headers(slug, found)


@enrichments.put(ONE)
@enrichments.arguments(EnrichmentSentSchema)
@enrichments.response(200, EnrichmentSchema)
@enrichments.alt_response(201, schema=EnrichmentSchema)
def put(sent: dict[str, Any], slug: str, service: str) -> Answer:
    """Say, or say anew, what a service knows of a campaign; `If-Match` tells the version seen."""
    if not NAME.fullmatch(service):
        raise Problem("invalid-content", faults=[Fault("/service", "service-name")])
    with transaction() as session:
        campaign = campaigns.held(session, slug)
        is_open(campaign)
        found = store.of_service(session, campaign.id, service)
        if found is None:
            made = add(session, campaign, service, sent)
            return as_told(made), 201, headers(slug, made)
        if not may_change(caller(), found.holder):
            raise Problem("service-held")
        is_seen(slug, found)
        store.change(session, found, sent)
        return as_told(found), 200, headers(slug, found)


@enrichments.delete(ONE)
@enrichments.response(204)
def remove(slug: str, service: str) -> None:
    """Take back what a service said; its partner may, and the town."""
    with transaction() as session:
        campaign = campaigns.held(session, slug)
        found = known(session, campaign, service)
        if not may_remove(caller(), found.holder):
            raise Problem("service-held")
        is_seen(slug, found)
        store.remove(session, found)


def add(session: Session, campaign: Campaign, service: str, sent: dict[str, Any]) -> Enrichment:
    """Keep what a service says for the first time."""
    if store.count(session, campaign.id) >= MOST:
        raise Problem("too-many-services", maximum=MOST)
    partner = caller()
    named = sorted(name for name in partner.speaks_for() if name)
    organisation = named[0] if named else ""
    told = {"organisation": organisation, "told": sent}
    return store.add(session, campaign.id, service, holder_of(partner), **told)


def known(session: Session, campaign: Campaign, service: str) -> Enrichment:
    """Find what a service says of a campaign that anyone may know, or refuse."""
    is_open(campaign)
    found = store.of_service(session, campaign.id, service)
    if found is None:
        raise Problem("unknown-service")
    return found


def is_open(campaign: Campaign) -> None:
    """A draft is the town's alone."""
    if campaign.status not in PUBLIC:
        raise Problem("unknown-campaign")


def is_seen(slug: str, found: Enrichment) -> None:
    """Refuse to write over what was not seen."""
    current = etag(slug, found.service, found.version)
    if not request.if_match:
        raise Problem("version-needed", etag=current)
    if current.strip('"') not in request.if_match:
        raise Problem("stale-version", etag=current)


def headers(slug: str, found: Enrichment) -> dict[str, str]:
    return {"ETag": etag(slug, found.service, found.version)}
