// Laws of the field mappings: which ones are used, and where they may write.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/core/plan.h"
#include "lockstep/core/setting_changes.h"

#include "generators.h"

namespace lockstep {
namespace {

/// What a property holds, and which way it can sync with a field of Google, which is text.
struct PropertyType {
  const char* type;
  const char* field_type;
  bool read_only;
  Direction fits;
};
constexpr std::array kPropertyTypes{
    PropertyType{"string", "text", false, Direction::both},
    PropertyType{"string", "calculation_equation", true, Direction::to_google},
    PropertyType{"number", "number", false, Direction::to_google},
    PropertyType{"date", "date", false, Direction::to_google},
    PropertyType{"datetime", "date", false, Direction::to_google},
    PropertyType{"bool", "booleancheckbox", false, Direction::to_google},
    PropertyType{"enumeration", "checkbox", false, Direction::to_google},
    PropertyType{"enumeration", "select", false, Direction::none},
    PropertyType{"enumeration", "radio", false, Direction::none},
    PropertyType{"object_coordinates", "text", false, Direction::none}};

constexpr std::array kPaidPlans{Plan::starter, Plan::professional, Plan::enterprise};

/// The property that generate::any_hubspot_contact fills and no default mapping uses.
constexpr const char* kProperty = "nickname_text";

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

bool by_chance() { return *rc::gen::arbitrary<bool>(); }

/// What a portal tells of its properties, kProperty having a type that fits this way.
PropertyDefinitions definitions_with(Direction fits) {
  std::vector<PropertyType> types(kPropertyTypes.begin(), kPropertyTypes.end());
  std::erase_if(types, [fits](const PropertyType& type) { return type.fits != fits; });
  const PropertyType type = *rc::gen::elementOf(types);
  PropertyDefinitions definitions{{"note", {"note", "string", false, "text"}}};
  definitions[kProperty] = {kProperty, type.type, type.read_only, type.field_type};
  for (const FieldMapping& mapping : default_mappings()) {
    for (const std::string& property : mapping.hubspot_properties) {
      definitions[property] = {property, "string", false, "text"};
    }
  }
  return definitions;
}

/// The same, or nothing is known, and then every property counts as text.
PropertyDefinitions any_definitions(Direction fits) {
  return by_chance() ? PropertyDefinitions{} : definitions_with(fits);
}

PropertyDefinitions any_definitions() {
  return any_definitions(*rc::gen::element(Direction::both, Direction::to_google, Direction::none));
}

/// kProperty is mapped to a field that generate::any_plain_person fills, which stands alone or
/// beside fields of default mappings.
SyncSettings paid_settings(Direction asked) {
  SyncSettings settings = generate::any_settings();
  settings.plan = *rc::gen::elementOf(kPaidPlans);
  const std::string google =
      *rc::gen::element<std::string>("nicknames", "names.middleName", "organizations.department");
  settings.custom_mappings = {{kProperty, google, asked}};
  return settings;
}

/// The refusal of the setting at this place of a list, or null.
const Refusal* find_refusal(const AcceptedSettings& accepted, const std::string& list,
                            std::size_t at) {
  const auto found =
      std::ranges::find(accepted.refused, list + "[" + std::to_string(at) + "]", &Refusal::setting);
  return found == accepted.refused.end() ? nullptr : &*found;
}

std::vector<CustomMapping> not_refused(const AcceptedSettings& accepted) {
  std::vector<CustomMapping> kept;
  for (std::size_t at = 0; at < accepted.settings.custom_mappings.size(); ++at) {
    if (find_refusal(accepted, "custom_mappings", at) == nullptr) {
      kept.push_back(accepted.settings.custom_mappings[at]);
    }
  }
  return kept;
}

/// The one custom mapping is refused by this rule, with a reason, and nothing else happens.
bool is_refused(const AcceptedSettings& accepted, RuleId rule) {
  return accepted.mappings == default_mappings() && accepted.refused.size() == 1 &&
         accepted.refused.front().setting == "custom_mappings[0]" &&
         accepted.refused.front().rule == rule && !accepted.refused.front().reason.empty();
}

/// The one custom mapping is used in this direction.
bool is_mapped(const AcceptedSettings& accepted, Direction direction) {
  return accepted.refused.empty() && accepted.mappings.size() == 12 &&
         accepted.mappings.back().id == kProperty &&
         accepted.mappings.back().direction == direction;
}

/// As settings call Google's side of a mapping of one part: "names.givenName".
std::string google_name(const FieldMapping& mapping) {
  return mapping.google.field + "." + mapping.google.members.front();
}

bool goes_to(Direction direction, Side side) {
  return direction == Direction::both ||
         direction == (side == Side::hubspot ? Direction::to_hubspot : Direction::to_google);
}

/// Records that meet for the first time or after edits, or one that has no partner.
struct Encounter {
  std::optional<HubSpotContact> hubspot;
  std::optional<GooglePerson> google;
  std::optional<Link> link;
  bool reconcile = false;

  [[nodiscard]] PairPlan plan(const AcceptedSettings& accepted) const {
    return plan_pair(accepted, phones(),
                     {hubspot ? &*hubspot : nullptr, google ? &*google : nullptr,
                      link ? &*link : nullptr, reconcile});
  }
};

Encounter any_encounter(const AcceptedSettings& accepted) {
  Encounter encounter{generate::any_hubspot_contact(), generate::any_plain_person(), std::nullopt,
                      by_chance()};
  const int kind = *rc::gen::inRange(0, 6);
  if (kind == 0) {
    encounter.hubspot.reset();
  } else if (kind == 1) {
    encounter.google.reset();
  } else if (kind > 2) {
    encounter.link =
        settle(accepted, phones(), encounter.plan(accepted), {true, true, std::nullopt, {}});
    encounter.hubspot = overlay(*encounter.hubspot, generate::any_property_edits());
    encounter.google = generate::edited(*encounter.google);
  }
  return encounter;
}

std::map<std::string, std::string> written_properties(const PairPlan& plan) {
  return plan.hubspot ? plan.hubspot->properties : std::map<std::string, std::string>();
}

/// Google's fields that are written, each with the text of its array.
std::map<std::string, std::string> written_fields(const PairPlan& plan) {
  std::map<std::string, std::string> fields;
  if (plan.google && !plan.google->update_person_fields.empty()) {
    const Json body = Json::parse(plan.google->person);
    for (const std::string_view field : split(plan.google->update_person_fields, ',')) {
      fields.emplace(field, body.at(std::string(field)).dump());
    }
  }
  return fields;
}

/// Google's values after the write.
MappedValues google_values_after(const Encounter& encounter, const AcceptedSettings& accepted,
                                 const PairPlan& plan) {
  if (!plan.google) {
    return plan.google_values;
  }
  return derive(accepted.mappings, phones(),
                with_fields(encounter.google.value_or(GooglePerson{}), written_fields(plan)),
                plan.google_notes);
}

RC_GTEST_PROP(MappingLaws, AnAttemptOnADefaultMappingIsRefusedAndTheElevenStay_MAP1, ()) {
  const SyncSettings settings = generate::any_mapping_attempts();
  const AcceptedSettings accepted = validate(settings, any_definitions());
  Mappings locked = accepted.mappings;
  std::erase_if(locked, [](const FieldMapping& mapping) { return mapping.custom; });
  RC_ASSERT(locked.size() == 11U);
  RC_ASSERT(locked == default_mappings());
  for (std::size_t at = 0; at < settings.default_mapping_changes.size(); ++at) {
    const Refusal* const refusal = find_refusal(accepted, "default_mapping_changes", at);
    RC_ASSERT(refusal != nullptr);
    RC_ASSERT(refusal->rule == "MAP-1"_rule);
    RC_ASSERT(refusal->reason.find(settings.default_mapping_changes[at].mapping) !=
              std::string::npos);
  }
}

RC_GTEST_PROP(MappingLaws, NoChangeOfSettingsReachesADefaultMapping_MAP1, ()) {
  const FieldMapping locked = *rc::gen::elementOf(default_mappings());
  const std::string property = *rc::gen::elementOf(locked.hubspot_properties);
  const std::string value = *rc::gen::element<std::string>("", "nicknames", "nicknames,to_google",
                                                           "names.givenName", ",");
  const Result<SyncSettings> changed =
      change_setting(generate::any_mapping_attempts(), "mapping." + property + "=" + value);
  RC_ASSERT(!changed.has_value());
  RC_ASSERT(changed.error().kind == ErrorKind::invalid_input);
  RC_ASSERT(changed.error().message.find("default mapping") != std::string::npos);
}

RC_GTEST_PROP(MappingLaws, TheFreePlanMapsTheDefaultsOnly_MAP2, ()) {
  SyncSettings settings = generate::any_mapping_attempts();
  settings.plan = Plan::free;
  const AcceptedSettings accepted = validate(settings, any_definitions());
  RC_ASSERT(accepted.mappings == default_mappings());
  for (std::size_t at = 0; at < settings.custom_mappings.size(); ++at) {
    const Refusal* const refusal = find_refusal(accepted, "custom_mappings", at);
    RC_ASSERT(refusal != nullptr);
    RC_ASSERT(refusal->rule == "MAP-2"_rule);
    RC_ASSERT(!refusal->reason.empty());
  }
}

RC_GTEST_PROP(MappingLaws, AllPaidPlansMapTheSame_MAP2, ()) {
  SyncSettings settings = generate::any_mapping_attempts();
  const PropertyDefinitions definitions = any_definitions();
  settings.plan = Plan::starter;
  const AcceptedSettings starter = validate(settings, definitions);
  for (const Plan plan : kPaidPlans) {
    settings.plan = plan;
    const AcceptedSettings accepted = validate(settings, definitions);
    RC_ASSERT(accepted.mappings == starter.mappings);
    RC_ASSERT(accepted.refused == starter.refused);
    RC_ASSERT(std::ranges::count(accepted.refused, "MAP-2"_rule, &Refusal::rule) == 0);
  }
}

RC_GTEST_PROP(MappingLaws, APaidPlanMapsTextToAnyFreeTextFieldAsAsked_MAP2_MAP4, ()) {
  const Direction asked = generate::any_direction();
  SyncSettings settings = paid_settings(asked);
  const auto fields = google_text_fields();
  settings.custom_mappings.front().google =
      std::string(fields[*rc::gen::inRange<std::size_t>(0, fields.size())].name);
  const AcceptedSettings accepted = validate(settings, any_definitions(Direction::both));
  RC_ASSERT(is_mapped(accepted, asked));
}

RC_GTEST_PROP(MappingLaws, TypesThatDoNotFitAreRefused_MAP3, ()) {
  const AcceptedSettings accepted =
      validate(paid_settings(generate::any_direction()), definitions_with(Direction::none));
  RC_ASSERT(is_refused(accepted, "MAP-3"_rule));
}

RC_GTEST_PROP(MappingLaws, AOneWayPairOfTypesIsMappedOneWayOrRefused_MAP3, ()) {
  const Direction asked = generate::any_direction();
  const AcceptedSettings accepted =
      validate(paid_settings(asked), definitions_with(Direction::to_google));
  RC_ASSERT((asked == Direction::to_hubspot ? is_refused(accepted, "MAP-3"_rule)
                                            : is_mapped(accepted, Direction::to_google)));
}

RC_GTEST_PROP(MappingLaws, APropertyOfAOneWayTypeIsNeverWritten_MAP3, ()) {
  const AcceptedSettings accepted =
      validate(paid_settings(generate::any_direction()), definitions_with(Direction::to_google));
  const PairPlan plan = any_encounter(accepted).plan(accepted);
  RC_ASSERT(!written_properties(plan).contains(kProperty));
}

RC_GTEST_PROP(MappingLaws, WhatIsNotRefusedIsMappedAsAskedOrNarrower_MAP3_MAP4, ()) {
  const AcceptedSettings accepted = validate(generate::any_mapping_attempts(), any_definitions());
  const std::vector<CustomMapping> asked = not_refused(accepted);
  RC_ASSERT(accepted.mappings.size() == 11U + asked.size());
  for (std::size_t at = 0; at < asked.size(); ++at) {
    const FieldMapping& mapping = accepted.mappings[11 + at];
    RC_ASSERT(mapping.hubspot_properties == std::vector<std::string>{asked[at].hubspot});
    RC_ASSERT((google_name(mapping) == asked[at].google ||
               google_name(mapping) == asked[at].google + ".value"));
    RC_ASSERT(mapping.direction != Direction::none);
    for (const Side side : {Side::hubspot, Side::google}) {
      RC_ASSERT((!goes_to(mapping.direction, side) || goes_to(asked[at].direction, side)));
    }
  }
}

RC_GTEST_PROP(MappingLaws, ARefusedMappingIsAsIfItWereNotThere_MAP3_MAP7, ()) {
  const PropertyDefinitions definitions = any_definitions();
  const AcceptedSettings accepted = validate(generate::any_mapping_attempts(), definitions);
  SyncSettings rest = accepted.settings;
  rest.custom_mappings = not_refused(accepted);
  rest.default_mapping_changes.clear();
  const AcceptedSettings without = validate(rest, definitions);
  RC_ASSERT(without.mappings == accepted.mappings);
  RC_ASSERT(without.refused.empty());
}

RC_GTEST_PROP(MappingLaws, TwoDirectionsAllowWhatBothAllow_MAP4, ()) {
  const auto any_of_all = [] { return by_chance() ? generate::any_direction() : Direction::none; };
  const Direction one = any_of_all();
  const Direction other = any_of_all();
  for (const Side side : {Side::hubspot, Side::google}) {
    RC_ASSERT(goes_to(narrow(one, other), side) == (goes_to(one, side) && goes_to(other, side)));
  }
}

RC_GTEST_PROP(MappingLaws, AMappingWritesOnlyWhereBothItAndTheSyncGo_MAP4, ()) {
  const Direction asked = generate::any_direction();
  SyncSettings settings = paid_settings(Direction::both);
  const Encounter encounter = any_encounter(validate(settings, {}));
  settings.custom_mappings.front().direction = asked;
  const AcceptedSettings accepted = validate(settings, {});
  const PairPlan plan = encounter.plan(accepted);
  const MappedValues after = google_values_after(encounter, accepted, plan);
  for (const FieldMapping& mapping : accepted.mappings) {
    const auto may_write = [&](Side side) {
      return goes_to(mapping.custom ? asked : mapping.direction, side) &&
             goes_to(direction_of(settings), side);
    };
    for (const FieldDecision& decision : plan.fields) {
      RC_ASSERT(
          (decision.field != mapping.id || !decision.write_to || may_write(*decision.write_to)));
    }
    for (const std::string& property : mapping.hubspot_properties) {
      RC_ASSERT((may_write(Side::hubspot) || !written_properties(plan).contains(property)));
    }
    RC_ASSERT((may_write(Side::google) ||
               value_of(after, mapping.id) == value_of(plan.google_values, mapping.id)));
  }
}

RC_GTEST_PROP(MappingLaws, ANarrowedMappingWritesTheSameWhereItGoesAndNoMoreElsewhere_MAP4, ()) {
  const Direction asked = *rc::gen::element(Direction::to_google, Direction::to_hubspot);
  SyncSettings settings = paid_settings(Direction::both);
  // With the other app's value standing, a conflict turns round with the direction (DIR-5).
  settings.default_app = asked == Direction::to_google ? Side::hubspot : Side::google;
  const AcceptedSettings wide = validate(settings, {});
  settings.custom_mappings.front().direction = asked;
  const AcceptedSettings narrowed = validate(settings, {});
  const Encounter encounter = any_encounter(wide);
  const PairPlan more = encounter.plan(wide);
  const PairPlan less = encounter.plan(narrowed);
  if (asked == Direction::to_google) {
    RC_ASSERT(written_fields(less) == written_fields(more));
    RC_ASSERT(std::ranges::includes(written_properties(more), written_properties(less)));
    return;
  }
  RC_ASSERT(written_properties(less) == written_properties(more));
  for (const auto& field : written_fields(less)) {
    RC_ASSERT(written_fields(more).contains(field.first));
  }
  const MappedValues after_more = google_values_after(encounter, wide, more);
  const MappedValues after_less = google_values_after(encounter, narrowed, less);
  for (const FieldMapping& mapping : narrowed.mappings) {
    const FieldValue& value = value_of(after_less, mapping.id);
    RC_ASSERT((value == value_of(less.google_values, mapping.id) ||
               value == value_of(after_more, mapping.id)));
  }
}

RC_GTEST_PROP(MappingLaws, AFieldOfADefaultMappingIsRefusedForACustomOne_MAP7, ()) {
  const FieldMapping taken = *rc::gen::elementOf(default_mappings());
  SyncSettings settings = paid_settings(generate::any_direction());
  CustomMapping& custom = settings.custom_mappings.front();
  if (by_chance()) {
    custom.hubspot = *rc::gen::elementOf(taken.hubspot_properties);
  } else {
    const std::string member = *rc::gen::elementOf(taken.google.members);
    custom.google = taken.google.field + (by_chance() ? "" : "." + member);
  }
  const AcceptedSettings accepted = validate(settings, any_definitions(Direction::both));
  RC_ASSERT(is_refused(accepted, "MAP-7"_rule));
}

RC_GTEST_PROP(MappingLaws, NoTwoMappingsShareAField_MAP7, ()) {
  const AcceptedSettings accepted = validate(generate::any_mapping_attempts(), any_definitions());
  std::set<std::string> properties;
  std::set<std::string> members{"phoneNumbers.value"};  // Three default mappings share it.
  for (const FieldMapping& mapping : accepted.mappings) {
    for (const std::string& property : mapping.hubspot_properties) {
      const bool is_free = properties.insert(property).second;
      RC_ASSERT(is_free);
    }
    for (const std::string& member : mapping.google.members) {
      const bool is_free = members.insert(mapping.google.field + "." + member).second;
      RC_ASSERT((is_free || mapping.kind == FieldKind::phone));
    }
  }
}

}  // namespace
}  // namespace lockstep
