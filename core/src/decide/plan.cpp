#include "lockstep/core/plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/core/merge.h"
#include "lockstep/core/normalize.h"

#include "json_values.h"

namespace lockstep {
namespace {

/// What both sides have, and what each shall take from the other.
struct PairMerge {
  MappedChanges to_hubspot;
  MappedChanges to_google;
};

Version version(FieldKind kind, const FieldValue& value, const PhoneNumbers& phones) {
  return {value, normal_form(kind, value, phones)};
}

ThreeWay versions_of(const FieldMapping& mapping, const PairPlan& plan,
                     const PhoneNumbers& phones) {
  ThreeWay field{std::nullopt,
                 version(mapping.kind, value_of(plan.hubspot_values, mapping.id), phones),
                 version(mapping.kind, value_of(plan.google_values, mapping.id), phones)};
  if (const auto base = plan.link.base.find(mapping.id); base != plan.link.base.end()) {
    field.base = {version(mapping.kind, base->second.hubspot, phones),
                  version(mapping.kind, base->second.google, phones)};
  }
  return field;
}

Conflict conflict_of(const FieldMapping& mapping, const ThreeWay& field, const Merged& merged) {
  Conflict conflict{mapping.id,
                    std::nullopt,
                    shown(field.hubspot.value),
                    shown(field.google.value),
                    opposite(*merged.write_to),
                    merged.rule};
  if (field.base) {
    const Version& base =
        *merged.write_to == Side::hubspot ? field.base->hubspot : field.base->google;
    conflict.base = shown(base.value);
  }
  return conflict;
}

PairMerge merge_pair(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                     Direction direction, bool reconcile, PairPlan& plan) {
  PairMerge result;
  for (const FieldMapping& mapping : accepted.mappings) {
    const Direction allowed = narrow(direction, mapping.direction);
    if (allowed == Direction::none) {
      continue;
    }
    const ThreeWay field = versions_of(mapping, plan, phones);
    const Merged merged = merge_field(field, {allowed, accepted.settings.default_app,
                                              mapping.kind != FieldKind::email, reconcile});
    plan.fields.push_back({mapping.id, merged.write_to, merged.rule, merged.settles});
    if (merged.conflict) {
      plan.conflicts.push_back(conflict_of(mapping, field, merged));
    }
    if (merged.write_to == Side::hubspot) {
      result.to_hubspot.emplace(mapping.id, field.google.value);
    } else if (merged.write_to == Side::google) {
      result.to_google.emplace(mapping.id, field.hubspot.value);
    }
  }
  return result;
}

/// The rule of the first field that is written to `side`, to stand for the whole write.
RuleId rule_of_write(const PairPlan& plan, Side side) {
  const auto field = std::ranges::find(plan.fields, std::optional(side), &FieldDecision::write_to);
  return field == plan.fields.end() ? "DIR-2"_rule : field->rule;
}

GoogleWrite google_write(const GooglePerson& person,
                         const std::map<std::string, std::string>& fields, RuleId rule) {
  Json body = Json::object();
  std::vector<std::string> mask;
  for (const auto& [field, items] : fields) {
    body[field] = parse_items(items);
    mask.push_back(field);
  }
  if (!person.resource_name.empty()) {
    body["resourceName"] = person.resource_name;
    body["etag"] = person.etag;
    if (!person.source_etag.empty()) {
      body["metadata"] = {{"sources", Json::array({{{"type", "CONTACT"},
                                                    {"id", person.source_id},
                                                    {"etag", person.source_etag}}})}};
    }
  }
  return {person.resource_name, person.etag, join(mask, ","), to_json_text(body), rule};
}

void plan_hubspot_creation(const AcceptedSettings& accepted, const MappedChanges& changes,
                           PairPlan& plan) {
  HubSpotWrite write{"", changed_properties(accepted.mappings, {}, changes), "DIR-1"_rule};
  if (accepted.settings.default_lifecycle_stage) {
    write.properties.emplace("lifecyclestage", *accepted.settings.default_lifecycle_stage);
  }
  plan.hubspot = std::move(write);
}

PairPlan empty_plan(const ScopeDecision& scope) {
  return {state_of(scope.reason), scope.reason, scope.rule, {}, {}, {}, {}, {}, {}, {}, {}};
}

/// A record without partner: its values go to a new one (DIR-1).
PairPlan plan_creation(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                       const PairView& view) {
  const bool from_hubspot = view.hubspot != nullptr;
  MappedValues derived = from_hubspot ? derive(accepted.mappings, *view.hubspot)
                                      : derive(accepted.mappings, phones, *view.google);
  const ScopeDecision scope = from_hubspot ? creation_scope(accepted, *view.hubspot, derived)
                                           : creation_scope(accepted, *view.google, derived);
  PairPlan plan = empty_plan(scope);
  MappedValues& values = from_hubspot ? plan.hubspot_values : plan.google_values;
  values = std::move(derived);
  (from_hubspot ? plan.link.hubspot_id : plan.link.google_id) =
      from_hubspot ? view.hubspot->id : view.google->resource_name;
  if (!scope.in_scope) {
    return plan;
  }
  const Direction towards = from_hubspot ? Direction::to_google : Direction::to_hubspot;
  MappedChanges changes;
  for (const FieldMapping& mapping : accepted.mappings) {
    const FieldValue& value = value_of(values, mapping.id);
    const bool flows = narrow(mapping.direction, towards) == towards && !value.empty();
    if (flows) {
      changes.emplace(mapping.id, value);
    }
    plan.fields.push_back(
        {mapping.id,
         flows ? std::optional(from_hubspot ? Side::google : Side::hubspot) : std::nullopt,
         "DIR-1"_rule, true});
  }
  if (from_hubspot) {
    GoogleChange change = changed_fields(accepted.mappings, phones, {}, {}, changes);
    plan.google = google_write({}, change.fields, "DIR-1"_rule);
    plan.google_notes = std::move(change.notes);
  } else {
    plan_hubspot_creation(accepted, changes, plan);
  }
  return plan;
}

/// The value that a property has after a write: as answered, else as sent.
std::string stored_property(const HubSpotWrite& write, const WriteResults& results,
                            const std::string& name, const std::string& wanted) {
  if (results.hubspot_answer) {
    const auto answered = results.hubspot_answer->properties.find(name);
    if (answered != results.hubspot_answer->properties.end()) {
      return answered->second;
    }
  }
  const auto sent = write.properties.find(name);
  return sent == write.properties.end() ? wanted : sent->second;
}

FieldValue hubspot_value_after(const PairPlan& plan, const WriteResults& results,
                               const FieldMapping& mapping) {
  const FieldValue& wanted = value_of(plan.google_values, mapping.id);
  HubSpotContact stored;
  for (std::size_t at = 0; at < mapping.hubspot_properties.size(); ++at) {
    const std::string part = at < wanted.parts.size() ? wanted.parts[at] : std::string();
    const std::string& name = mapping.hubspot_properties[at];
    stored.properties[name] = stored_property(*plan.hubspot, results, name, part);
  }
  return value_of(derive({mapping}, stored), mapping.id);
}

FieldValue google_value_after(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                              const PairPlan& plan, const WriteResults& results,
                              const FieldMapping& mapping) {
  if (!results.google_answer) {
    return value_of(plan.hubspot_values, mapping.id);
  }
  return value_of(derive(accepted.mappings, phones, *results.google_answer, plan.google_notes),
                  mapping.id);
}

std::optional<FieldBase> base_after(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                                    const PairPlan& plan, const WriteResults& results,
                                    const FieldDecision& decision) {
  const FieldMapping& mapping = *find_mapping(accepted.mappings, decision.field);
  FieldBase base{value_of(plan.hubspot_values, decision.field),
                 value_of(plan.google_values, decision.field)};
  if (!decision.write_to) {
    return decision.settles ? std::optional(std::move(base)) : std::nullopt;
  }
  if (*decision.write_to == Side::hubspot) {
    if (!results.hubspot_done) {
      return std::nullopt;
    }
    base.hubspot = hubspot_value_after(plan, results, mapping);
  } else {
    if (!results.google_done) {
      return std::nullopt;
    }
    base.google = google_value_after(accepted, phones, plan, results, mapping);
  }
  return base;
}

/// What a server adds to an item by itself. Anything else that was not sent was there before, and
/// would be gone if the write had happened.
constexpr std::array kServerMade = {"metadata",    "formattedValue", "unstructuredName",
                                    "contentType", "countryCode",    "text"};

/// True if the item is as it was sent.
bool is_as_sent(const Json& sent, const Json& now) {
  const bool has_all = std::ranges::all_of(sent.items(), [&](const auto& member) {
    const Json* const other = find_member(now, member.key());
    return other != nullptr && *other == member.value();
  });
  return has_all && std::ranges::all_of(now.items(), [&](const auto& member) {
           return sent.contains(member.key()) ||
                  std::ranges::find(kServerMade, member.key()) != kServerMade.end();
         });
}

}  // namespace

PairPlan plan_pair(const AcceptedSettings& accepted, const PhoneNumbers& phones,
                   const PairView& view) {
  LOCKSTEP_ASSERT(view.hubspot != nullptr || view.google != nullptr);
  if (view.hubspot == nullptr || view.google == nullptr) {
    return plan_creation(accepted, phones, view);
  }
  const ScopeDecision scope = pair_scope(accepted, *view.hubspot, *view.google, view.link);
  PairPlan plan = empty_plan(scope);
  if (view.link != nullptr) {
    plan.link = *view.link;
    plan.link.notes = live_notes(phones, *view.google, view.link->notes);
  }
  plan.link.hubspot_id = view.hubspot->id;
  plan.link.google_id = view.google->resource_name;
  plan.google_notes = plan.link.notes;
  plan.hubspot_values = derive(accepted.mappings, *view.hubspot);
  plan.google_values = derive(accepted.mappings, phones, *view.google, plan.link.notes);
  if (!scope.in_scope) {
    return plan;
  }
  const bool read_only = view.google->kind == PersonKind::other_contact;
  const Direction direction =
      read_only ? narrow(accepted.direction, Direction::to_hubspot) : accepted.direction;
  const PairMerge merge = merge_pair(accepted, phones, direction, view.reconcile, plan);
  if (!merge.to_hubspot.empty()) {
    plan.hubspot = {view.hubspot->id,
                    changed_properties(accepted.mappings, *view.hubspot, merge.to_hubspot),
                    rule_of_write(plan, Side::hubspot)};
  }
  if (!merge.to_google.empty()) {
    GoogleChange change =
        changed_fields(accepted.mappings, phones, *view.google, plan.link.notes, merge.to_google);
    plan.google = google_write(*view.google, change.fields, rule_of_write(plan, Side::google));
    plan.google_notes = std::move(change.notes);
  }
  return plan;
}

Link settle(const AcceptedSettings& accepted, const PhoneNumbers& phones, const PairPlan& plan,
            const WriteResults& results) {
  Link link = plan.link;
  if (plan.google && results.google_done) {
    link.notes = plan.google_notes;
  }
  if (results.hubspot_answer) {
    link.hubspot_id = results.hubspot_answer->id;
  }
  if (results.google_answer) {
    link.google_id = results.google_answer->resource_name;
  }
  for (const FieldDecision& decision : plan.fields) {
    if (auto base = base_after(accepted, phones, plan, results, decision)) {
      link.base.insert_or_assign(decision.field, std::move(*base));
    }
  }
  return link;
}

bool reached(const HubSpotWrite& write, const HubSpotContact& contact) {
  return std::ranges::all_of(write.properties, [&](const auto& property) {
    const auto now = contact.properties.find(property.first);
    const std::string value = now == contact.properties.end() ? std::string() : now->second;
    return property.first == "email" ? normal_email(value) == normal_email(property.second)
                                     : normal_text(value) == normal_text(property.second);
  });
}

bool reached(const GoogleWrite& write, const GooglePerson& person) {
  const Json body = Json::parse(write.person, nullptr, /*allow_exceptions=*/false);
  return std::ranges::all_of(split(write.update_person_fields, ','), [&](std::string_view field) {
    const Json* const wanted = find_member(body, field);
    const auto now = person.fields.find(std::string(field));
    const Json items = now == person.fields.end() ? Json::array() : now->second.json();
    return wanted != nullptr && wanted->size() == items.size() &&
           std::ranges::equal(*wanted, items, is_as_sent);
  });
}

}  // namespace lockstep
