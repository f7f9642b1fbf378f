/// What a record holds.

#include <algorithm>

#include "checkers/checkers.h"
#include "judge_mapping.h"
#include "record_query.h"

namespace lockstep::scenario {
namespace {

/// {"one_of": [...]} and {"none_of": [...]} stand for values that are left to the connector.
std::optional<bool> fits_choice(const Json& actual, const Json& expected) {
  if (!expected.is_object() || expected.size() != 1) {
    return std::nullopt;
  }
  const auto member = expected.begin();
  const std::string& key = member.key();
  const Json& choices = *member;
  if ((key != "one_of" && key != "none_of") || !choices.is_array()) {
    return std::nullopt;
  }
  const bool found = std::ranges::find(choices, actual) != choices.end();
  return found == (key == "one_of");
}

/// True if everything that is expected is there; objects may hold more, lists may not. What is not
/// there is null.
bool contains(const Json& actual, const Json& expected) {
  if (const std::optional<bool> fits = fits_choice(actual, expected)) {
    return *fits;
  }
  if (expected.is_object()) {
    return actual.is_object() && std::ranges::all_of(expected.items(), [&](const auto& member) {
             const auto found = actual.find(member.key());
             return contains(found != actual.end() ? *found : Json(nullptr), member.value());
           });
  }
  if (expected.is_array()) {
    return actual.is_array() && std::ranges::equal(actual, expected, contains);
  }
  return actual == expected;
}

std::string list_text(const std::vector<std::string>& texts) { return Json(texts).dump(); }

Finding differs(const std::string& record, const std::string& what, const std::string& expected,
                const std::string& actual, std::vector<std::uint64_t> exchanges) {
  return broken(record + ": " + what + " is not as it should be", shortened(expected),
                shortened(actual), std::move(exchanges));
}

Finding check_properties(const ExpectRecord& expect, const sim::HubSpotContactView& contact,
                         const Story& story) {
  for (const auto& [name, value] : expect.properties) {
    const auto found = contact.properties.find(name);
    const std::string actual = found == contact.properties.end() ? "" : found->second;
    if (actual != value.value_or("")) {
      return differs(describe(expect.record), '"' + name + '"', Json(value.value_or("")).dump(),
                     Json(actual).dump(), writes_about(story.journal(), {contact.id}));
    }
  }
  if (expect.lists) {
    const std::vector<std::string> lists = story.stage->list_names(contact.lists);
    if (lists != *expect.lists) {
      return differs(describe(expect.record), "its membership of lists", list_text(*expect.lists),
                     list_text(lists), writes_about(story.journal(), {contact.id}));
    }
  }
  return held(describe(expect.record) + " is as it should be");
}

Finding check_person(const ExpectRecord& expect, const sim::GoogleContactView& contact,
                     const Story& story) {
  const std::string record = describe(expect.record);
  const auto mismatch = [&](const std::string& what, const std::string& expected,
                            const std::string& actual) {
    return differs(record, what, expected, actual,
                   writes_about(story.journal(), {contact.resource_name}));
  };
  for (const auto& [name, text] : expect.fields) {
    const Json expected = Json::parse(text.text);
    const Json actual = contact.person->value(name, Json(nullptr));
    const bool same = expected.is_null() || (expected.is_array() && expected.empty())
                          ? actual.is_null() || (actual.is_array() && actual.empty())
                          : contains(actual, expected);
    if (!same) {
      return mismatch('"' + name + '"', expected.dump(), actual.dump());
    }
  }
  if (expect.starred && contact.starred != *expect.starred) {
    return mismatch("its star", *expect.starred ? "starred" : "not starred",
                    contact.starred ? "starred" : "not starred");
  }
  if (expect.folder && contact.folder != *expect.folder) {
    return mismatch("its folder", std::string(to_string(*expect.folder)),
                    std::string(to_string(contact.folder)));
  }
  if (expect.labels && contact.labels != *expect.labels) {
    return mismatch("its labels", list_text(*expect.labels), list_text(contact.labels));
  }
  return held(record + " is as it should be");
}

template <class View, class CheckOne>
Finding check_found(const ExpectRecord& expect, const std::vector<View>& found, const Story& story,
                    CheckOne check_one) {
  const std::string record = describe(expect.record) + " in " + std::string(to_string(expect.side));
  const std::size_t expected = expect.count.value_or(1);
  if (found.size() != expected) {
    const RecordQuery& query = expect.record;
    return broken(
        record + (found.empty() ? " does not exist" : " is there another number of times"),
        std::to_string(expected), std::to_string(found.size()),
        writes_about(story.journal(), {query.email, query.name, query.phone}));
  }
  for (const View& one : found) {
    if (Finding finding = check_one(one); !finding.holds) {
      return finding;
    }
  }
  return held(record + (expected == 0 ? " does not exist" : " is as it should be"));
}

}  // namespace

Finding check(const ExpectRecord& expect, const Story& story) {
  if (expect.side == Service::hubspot) {
    return check_found(expect, story.stage->hubspot(expect.record), story,
                       [&](const auto& one) { return check_properties(expect, one, story); });
  }
  // "folder" beside a query says where to look; beside a ref it says where the contact must be.
  RecordQuery query = expect.record;
  if (query.ref.empty() && expect.folder && !query.folder) {
    query.folder = expect.folder;
  }
  return check_found(expect, story.stage->google(query), story,
                     [&](const auto& one) { return check_person(expect, one, story); });
}

Finding check(const ExpectEqual& expect, const Story& story) {
  const auto hubspot = story.stage->hubspot(expect.hubspot);
  const auto google = story.stage->google(expect.google);
  const std::string pair = describe(expect.hubspot) + " and " + describe(expect.google);
  if (hubspot.size() != 1 || google.size() != 1) {
    return broken(pair + " are not one record each", "1 and 1",
                  std::to_string(hubspot.size()) + " and " + std::to_string(google.size()));
  }
  const std::string& region = story.stage->region();
  const Json& person = *google.front().person;
  const DerivedValues left = derive_from_hubspot(hubspot.front().properties, region);
  const DerivedValues right = derive_from_google(person, region);
  const std::vector<std::string> properties = differing(left, right, person);
  if (properties.empty()) {
    return held(pair + " have equal mapped values");
  }
  return broken(pair + " differ in \"" + properties.front() + '"', "HubSpot: " + Json(left).dump(),
                "Google: " + Json(right).dump(),
                writes_about(story.journal(), {hubspot.front().id, google.front().resource_name}));
}

}  // namespace lockstep::scenario
