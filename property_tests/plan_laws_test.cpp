// Laws of the plan of a pair, over histories of edits on both sides.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/core/plan.h"

#include "generators.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

/// Two services that store what they are told, and the one link between them.
struct Pair {
  AcceptedSettings accepted;
  HubSpotContact hubspot;
  GooglePerson google;
  std::optional<Link> link;

  [[nodiscard]] PairPlan plan(bool reconcile = false) const {
    return plan_pair(accepted, phones(), {&hubspot, &google, link ? &*link : nullptr, reconcile});
  }

  PairPlan sync(bool reconcile = false) {
    PairPlan done = plan(reconcile);
    if (done.hubspot) {
      hubspot = overlay(hubspot, done.hubspot->properties);
    }
    if (done.google) {
      const Json body = Json::parse(done.google->person);
      std::map<std::string, std::string> fields;
      for (const std::string_view field : split(done.google->update_person_fields, ',')) {
        fields.emplace(field, body.at(std::string(field)).dump());
      }
      google = with_fields(google, fields);
    }
    link = settle(accepted, phones(), done, {true, true, hubspot, google});
    return done;
  }

  void edit() {
    if (*rc::gen::arbitrary<bool>()) {
      hubspot = overlay(hubspot, generate::any_property_edits());
    }
    if (*rc::gen::arbitrary<bool>()) {
      google = generate::edited(google);
    }
  }

  /// Normal forms of a field on both sides.
  [[nodiscard]] std::pair<std::string, std::string> both(const FieldMapping& mapping) const {
    const auto form = [&](const MappedValues& values) {
      return normal_form(mapping.kind, value_of(values, mapping.id), phones());
    };
    return {form(derive(accepted.mappings, hubspot)),
            form(derive(accepted.mappings, phones(), google, link ? link->notes : GoogleNotes{}))};
  }
};

/// A pair after some syncs and edits, with the last edits not yet synced.
Pair any_pair(const SyncSettings& settings) {
  Pair pair{validate(settings, {}), generate::any_hubspot_contact(), generate::any_plain_person(),
            std::nullopt};
  for (int left = *rc::gen::inRange(0, 3); left > 0; --left) {
    pair.sync();
    pair.edit();
  }
  return pair;
}

SyncSettings two_way() {
  SyncSettings settings = generate::any_settings();
  settings.hubspot.records = settings.google.records = RecordScope::all;
  return settings;
}

RC_GTEST_PROP(PlanLaws, ASyncedPairNeedsNothingMore_QUI1, ()) {
  Pair pair = any_pair(generate::any_settings());
  pair.sync(*rc::gen::arbitrary<bool>());
  const PairPlan again = pair.plan();
  RC_ASSERT(!again.hubspot);
  RC_ASSERT(!again.google);
}

RC_GTEST_PROP(PlanLaws, ReconcilingAnEqualPairNeedsNothing_SET3, ()) {
  Pair pair = any_pair(two_way());
  pair.sync();
  for (const FieldMapping& mapping : pair.accepted.mappings) {
    const auto [hubspot, google] = pair.both(mapping);
    RC_PRE(hubspot == google);
  }
  RC_ASSERT(pair.plan(/*reconcile=*/true).empty());
}

RC_GTEST_PROP(PlanLaws, ATwoWaySyncMakesMappedFieldsEqual_QUI4, ()) {
  Pair pair = any_pair(two_way());
  if (pair.sync().state != RecordState::in_sync) {
    return;
  }
  for (const FieldMapping& mapping : pair.accepted.mappings) {
    if (mapping.direction == Direction::both && mapping.kind != FieldKind::email) {
      const auto [hubspot, google] = pair.both(mapping);
      RC_ASSERT(hubspot == google);
    }
  }
}

RC_GTEST_PROP(PlanLaws, AOneWaySyncNeverWritesItsSource_DIR3_DIR4, ()) {
  const SyncSettings settings = generate::any_settings();
  const PairPlan plan = any_pair(settings).plan(*rc::gen::arbitrary<bool>());
  const Direction direction = direction_of(settings);
  RC_ASSERT((!plan.hubspot || narrow(direction, Direction::to_hubspot) != Direction::none));
  RC_ASSERT((!plan.google || narrow(direction, Direction::to_google) != Direction::none));
}

RC_GTEST_PROP(PlanLaws, AFirstMeetingBlanksNothing_MRG2_MRG5, ()) {
  Pair pair{validate(generate::any_settings(), {}), generate::any_hubspot_contact(),
            generate::any_plain_person(), std::nullopt};
  const Pair before = pair;
  pair.sync();
  for (const FieldMapping& mapping : pair.accepted.mappings) {
    const auto [old_hubspot, old_google] = before.both(mapping);
    const auto [hubspot, google] = pair.both(mapping);
    RC_ASSERT((old_hubspot.empty() || !hubspot.empty()));
    RC_ASSERT((old_google.empty() || !google.empty()));
  }
}

RC_GTEST_PROP(PlanLaws, EveryWrittenValueComesFromTheOtherSide_MRG9, ()) {
  Pair pair = any_pair(generate::any_settings());
  const Pair before = pair;
  pair.sync();
  for (const FieldMapping& mapping : pair.accepted.mappings) {
    const auto [old_hubspot, old_google] = before.both(mapping);
    const auto [hubspot, google] = pair.both(mapping);
    RC_ASSERT((hubspot == old_hubspot || hubspot == old_google));
    RC_ASSERT((google == old_google || google == old_hubspot));
  }
}

/// A person without everything that a mapping of these settings covers.
Json unmapped_part(const GooglePerson& person, const Mappings& mappings) {
  Json part = Json::object();
  for (const auto& [field, items] : person.fields) {
    part[field] = items.json();
  }
  part.erase("phoneNumbers");  // phone_laws_test.cpp
  for (const FieldMapping& mapping : mappings) {
    if (!part.contains(mapping.google.field) || part[mapping.google.field].empty()) {
      continue;
    }
    Json& first = part[mapping.google.field][0];
    for (const std::string& member : mapping.google.members) {
      first.erase(member);
    }
    for (const char* const made : {"unstructuredName", "extendedAddress", "countryCode"}) {
      first.erase(made);
    }
  }
  return part;
}

RC_GTEST_PROP(PlanLaws, AnEditOfAnItemKeepsEverythingThatIsNotMapped_KEP1_KEP2, ()) {
  Pair pair = any_pair(two_way());
  pair.sync();
  const Json before = unmapped_part(pair.google, pair.accepted.mappings);
  // Where there is no item of the field, or none that counts, the write makes one.
  if (before.contains("names")) {
    pair.hubspot = overlay(pair.hubspot, {{"firstname", "New"}});
  }
  if (before.contains("organizations") && !pair.link->notes.uncovered.contains("organizations")) {
    pair.hubspot = overlay(pair.hubspot, {{"company", "New"}});
  }
  const PairPlan plan = pair.sync();
  RC_ASSERT(!plan.hubspot);
  RC_ASSERT(unmapped_part(pair.google, pair.accepted.mappings) == before);
}

RC_GTEST_PROP(PlanLaws, NoPlanWritesWhatNoMappingCovers_KEP2_SCO4_MAP5_MAP6, ()) {
  const Pair pair = any_pair(generate::any_settings());
  const PairPlan plan = pair.plan();
  if (plan.hubspot) {
    for (const auto& property : plan.hubspot->properties) {
      RC_ASSERT(property.first != "lifecyclestage");  // KEP-4
      RC_ASSERT(std::ranges::any_of(pair.accepted.mappings, [&](const FieldMapping& mapping) {
        return std::ranges::find(mapping.hubspot_properties, property.first) !=
               mapping.hubspot_properties.end();
      }));
    }
  }
  if (plan.google) {
    const Json body = Json::parse(plan.google->person);
    for (const auto& member : body.items()) {
      RC_ASSERT((member.key() == "etag" || member.key() == "resourceName" ||
                 member.key() == "metadata" ||
                 std::ranges::any_of(pair.accepted.mappings, [&](const FieldMapping& mapping) {
                   return mapping.google.field == member.key();
                 })));
    }
  }
}

RC_GTEST_PROP(PlanLaws, WritesThatWereNotConfirmedArePlannedAgain_LIM2_ROB11, ()) {
  Pair pair = any_pair(generate::any_settings());
  const PairPlan plan = pair.plan();
  pair.link = settle(pair.accepted, phones(), plan, {});
  const PairPlan again = pair.plan();
  RC_ASSERT(again.hubspot.has_value() == plan.hubspot.has_value());
  RC_ASSERT((!plan.hubspot || again.hubspot->properties == plan.hubspot->properties));
  RC_ASSERT(again.google.has_value() == plan.google.has_value());
  RC_ASSERT((!plan.google || again.google->person == plan.google->person));
}

RC_GTEST_PROP(PlanLaws, TheJournalledLinkIsTheOneThatIsSettled_ROB1, ()) {
  Pair pair = any_pair(generate::any_settings());
  const Link journalled = settle(pair.accepted, phones(), pair.plan(), {true, true, {}, {}});
  const PairPlan done = pair.sync();
  pair.link = journalled;
  RC_ASSERT(pair.plan().empty());
  RC_ASSERT((!done.hubspot || reached(*done.hubspot, pair.hubspot)));
  RC_ASSERT((!done.google || reached(*done.google, pair.google)));
}

RC_GTEST_PROP(PlanLaws, ALinkSurvivesTheStore, ()) {
  Pair pair = any_pair(generate::any_settings());
  pair.sync();
  const auto stored = parse_link(to_text(*pair.link));
  RC_ASSERT(stored.has_value());
  RC_ASSERT(*stored == *pair.link);
}

RC_GTEST_PROP(PlanLaws, ACreatedRecordNeedsNothingMore_PHN9_QUI1, ()) {
  Pair pair{validate(two_way(), {}), generate::any_hubspot_contact(), generate::any_plain_person(),
            std::nullopt};
  const bool from_hubspot = *rc::gen::arbitrary<bool>();
  const PairPlan creation = plan_pair(
      pair.accepted, phones(),
      {from_hubspot ? &pair.hubspot : nullptr, from_hubspot ? nullptr : &pair.google, nullptr});
  RC_PRE(!creation.empty());
  if (from_hubspot) {
    Json person = Json::parse(creation.google->person);
    person["resourceName"] = "people/c9";
    pair.google = *parse_google_person(person);
  } else {
    pair.hubspot = overlay({"9", {}, false, {}, {}}, creation.hubspot->properties);
  }
  pair.link = settle(pair.accepted, phones(), creation, {true, true, pair.hubspot, pair.google});
  const PairPlan again = pair.plan();
  RC_ASSERT(again.state == RecordState::in_sync);
  RC_ASSERT(again.empty());
}

}  // namespace
}  // namespace lockstep
