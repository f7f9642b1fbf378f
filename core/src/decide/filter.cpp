#include "lockstep/core/filter.h"

#include <algorithm>

#include "lockstep/core/mapping.h"
#include "lockstep/core/normalize.h"

namespace lockstep {
namespace {

bool holds(const PropertyFilter& filter, const HubSpotContact& contact) {
  const auto property = contact.properties.find(filter.property);
  if (property == contact.properties.end()) {
    return false;
  }
  return filter.op == PropertyFilter::Operator::known ||
         normal_text(property->second) == normal_text(filter.value);
}

ScopeDecision inside(RuleId rule) { return {true, Reason::none, rule}; }
ScopeDecision outside(Reason reason, RuleId rule) { return {false, reason, rule}; }

/// The email rules of a record without partner (MAT-6, MAT-12).
ScopeDecision may_be_created(const AcceptedSettings& accepted, const MappedValues& values,
                             Direction direction) {
  if (!value_of(values, "email").empty()) {
    return inside("DIR-1"_rule);
  }
  if (accepted.settings.only_with_email) {
    return outside(Reason::no_email, "MAT-6"_rule);
  }
  const bool has_value = std::ranges::any_of(accepted.mappings, [&](const FieldMapping& mapping) {
    return narrow(mapping.direction, direction) != Direction::none &&
           !value_of(values, mapping.id).empty();
  });
  return has_value ? inside("MAT-6"_rule) : outside(Reason::no_name_and_email, "MAT-12"_rule);
}

/// True if the field had a value when it was last confirmed on this side.
bool had_email(const Link* link, FieldValue FieldBase::*side) {
  if (link == nullptr) {
    return false;
  }
  const auto base = link->base.find("email");
  return base != link->base.end() && !(base->second.*side).empty();
}

/// Without an email on either side there is nothing to tell people apart by; a pair where one was
/// never there is about to get it (MRG-2).
bool lacks_email(const HubSpotContact& hubspot, const GooglePerson& google, const Link* link) {
  const auto email = hubspot.properties.find("email");
  const bool in_hubspot = email != hubspot.properties.end() && !trim_blanks(email->second).empty();
  const bool in_google = !emails_of(google).empty();
  if (!in_hubspot && !in_google) {
    return true;
  }
  return (!in_hubspot && had_email(link, &FieldBase::hubspot)) ||
         (!in_google && had_email(link, &FieldBase::google));
}

}  // namespace

bool selects(const SyncSettings& settings, const HubSpotContact& contact) {
  const HubSpotScope& scope = settings.hubspot;
  if (contact.archived || scope.records == RecordScope::none) {
    return false;
  }
  if (scope.records == RecordScope::all) {
    return true;
  }
  return (!scope.list || contact.lists.contains(*scope.list)) &&
         std::ranges::all_of(scope.properties,
                             [&](const PropertyFilter& filter) { return holds(filter, contact); });
}

bool selects(const SyncSettings& settings, const GooglePerson& person) {
  const GoogleScope& scope = settings.google;
  if (!is_matchable(settings, person) || scope.records == RecordScope::none) {
    return false;
  }
  if (scope.records == RecordScope::all) {
    return person.in_contacts_folder;
  }
  return (!scope.contacts_folder || person.in_contacts_folder) &&
         (!scope.starred || person.starred);
}

bool is_matchable(const SyncSettings& settings, const GooglePerson& person) {
  if (person.deleted || person.kind == PersonKind::profile) {
    return false;
  }
  return person.kind == PersonKind::contact || reads_other_contacts(settings);
}

bool reads_other_contacts(const SyncSettings& settings) noexcept {
  // No Other contact is starred, so "Starred" alone already leaves all of them out.
  return settings.google.records == RecordScope::filter && !settings.google.contacts_folder &&
         !settings.google.starred;
}

ScopeDecision creation_scope(const AcceptedSettings& accepted, const HubSpotContact& contact,
                             const MappedValues& values) {
  if (narrow(accepted.direction, Direction::to_google) == Direction::none) {
    return outside(Reason::not_in_filter, "DIR-4"_rule);
  }
  if (!selects(accepted.settings, contact)) {
    return outside(Reason::not_in_filter, "SCO-9"_rule);
  }
  return may_be_created(accepted, values, Direction::to_google);
}

ScopeDecision creation_scope(const AcceptedSettings& accepted, const GooglePerson& person,
                             const MappedValues& values) {
  if (narrow(accepted.direction, Direction::to_hubspot) == Direction::none) {
    return outside(Reason::not_in_filter, "DIR-3"_rule);
  }
  if (!selects(accepted.settings, person)) {
    return outside(Reason::not_in_filter,
                   accepted.settings.google.starred ? "SCO-3"_rule : "SCO-1"_rule);
  }
  return may_be_created(accepted, values, Direction::to_hubspot);
}

ScopeDecision creation_scope(const AcceptedSettings& accepted, const HubSpotContact& contact) {
  return creation_scope(accepted, contact, derive(accepted.mappings, contact));
}

ScopeDecision creation_scope(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                             const GooglePerson& person) {
  return creation_scope(accepted, person, derive(accepted.mappings, phones, person));
}

ScopeDecision pair_scope(const AcceptedSettings& accepted, const HubSpotContact& hubspot,
                         const GooglePerson& google, const Link* link) {
  if (hubspot.archived || google.deleted) {
    return outside(Reason::counterpart_deleted, "DEL-2"_rule);
  }
  if (accepted.direction == Direction::none) {
    return outside(Reason::not_in_filter, "DIR-6"_rule);
  }
  if (!is_matchable(accepted.settings, google)) {
    return outside(Reason::not_in_filter,
                   google.kind == PersonKind::profile ? "SCO-13"_rule : "SCO-1"_rule);
  }
  if (!selects(accepted.settings, hubspot) && !selects(accepted.settings, google)) {
    return outside(Reason::not_in_filter, "SCO-5"_rule);
  }
  if (accepted.settings.only_with_email && lacks_email(hubspot, google, link)) {
    return outside(Reason::no_email, link == nullptr ? "MAT-6"_rule : "MAT-8"_rule);
  }
  return inside("SCO-8"_rule);
}

}  // namespace lockstep
