/// What the connector chose to report, in the files of its state directory.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "checkers/checkers.h"
#include "record_query.h"

namespace lockstep::scenario {
namespace {

/// The id of the record that is meant, as reports write it; "" if there is not exactly one.
std::string id_of(Service side, const RecordQuery& query, const Story& story) {
  if (side == Service::hubspot) {
    const auto found = story.stage->hubspot(query);
    return found.size() == 1 ? found.front().id : "";
  }
  const auto found = story.stage->google(query);
  return found.size() == 1 ? found.front().resource_name : "";
}

/// True if a report means the record `id`. An Other contact may be reported by the name under which
/// the API shows it, "otherContacts/c1" for "people/c1" (G42).
bool names_record(const Json& entry, Service side, const std::string& id) {
  const std::string reported =
      text_member(entry, side == Service::hubspot ? "hubspot_id" : "google_id");
  if (id.empty() || reported == id) {
    return !id.empty();
  }
  return side == Service::google && reported.starts_with("otherContacts/") &&
         reported.substr(reported.find('/')) == id.substr(id.find('/'));
}

/// True if a report's entry is of the account's connection. With one connection there is no other.
bool is_of(const std::string& account, const Json& entry, const char* key, const Story& story) {
  return story.stage->accounts().size() == 1 || text_member(entry, key) == account;
}

Finding no_report(const char* file) {
  return broken(std::string("the connector claims to report, and left no readable ") + file, file,
                "no such file, not JSON, or nested too deeply");
}

/// A connector's file is foreign: a deep nest would overflow the stack of whoever walks it.
bool is_deeper(const Json& value, int levels) {
  return value.is_structured() &&
         (levels == 0 || std::ranges::any_of(value, [&](const Json& member) {
            return is_deeper(member, levels - 1);
          }));
}

/// The first thing in which a record of health.json is not as expected, or "".
std::string mismatch(const ExpectHealth& expect, const Json& record) {
  if (text_member(record, "state") != expect.state) {
    return "state";
  }
  if (expect.reason && text_member(record, "reason") != *expect.reason) {
    return "reason";
  }
  if (expect.cause && text_member(record, "cause") != *expect.cause) {
    return "cause";
  }
  if (expect.message && text_member(record, "message") != *expect.message) {
    return "message";
  }
  if (expect.remedies_at_least && list_of(record, "remedies").size() < *expect.remedies_at_least) {
    return "list of remedies";
  }
  return "";
}

std::string expected_text(const ExpectHealth& expect) {
  Json json = {{"state", expect.state}};
  if (expect.reason) {
    json["reason"] = *expect.reason;
  }
  if (expect.cause) {
    json["cause"] = *expect.cause;
  }
  if (expect.message) {
    json["message"] = *expect.message;
  }
  if (expect.remedies_at_least) {
    json["remedies"] = "at least " + std::to_string(*expect.remedies_at_least);
  }
  return json.dump();
}

}  // namespace

const Json& list_of(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  if (!object.is_object()) {
    return kNone;
  }
  const auto member = object.find(key);
  return member != object.end() && member->is_array() ? *member : kNone;
}

Json read_report(const Story& story, const char* file) {
  constexpr std::uintmax_t kBytesMax = std::uintmax_t{64} << 20U;
  const std::filesystem::path path = story.state_dir / file;
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || bytes > kBytesMax || !in) {
    return nullptr;
  }
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  constexpr int kLevelsMax = 64;
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() || is_deeper(json, kLevelsMax) ? Json(nullptr) : json;
}

Finding check(const ExpectHealth& expect, const Story& story) {
  const Json health = read_report(story, "health.json");
  if (!health.is_object()) {
    return no_report("health.json");
  }
  const std::string name = describe(expect.record);
  const std::string id = id_of(expect.side, expect.record, story);
  std::vector<Json> found;
  for (const Json& connection : list_of(health, "connections")) {
    if (!is_of(expect.record.account, connection, "id", story)) {
      continue;
    }
    for (const Json& record : list_of(connection, "records")) {
      if (names_record(record, expect.side, id)) {
        found.push_back(record);
      }
    }
  }
  if (found.size() != 1) {
    return broken(name + " must stand in health.json once", expected_text(expect),
                  std::to_string(found.size()) + " times", writes_about(story.journal(), {id}));
  }
  const std::string wrong = mismatch(expect, found.front());
  return wrong.empty()
             ? held(name + " is reported as it should be")
             : broken(name + " is reported with another " + wrong, expected_text(expect),
                      shortened(found.front().dump()), writes_about(story.journal(), {id}));
}

Finding check(const ExpectConnection& expect, const Story& story) {
  const Json health = read_report(story, "health.json");
  if (!health.is_object()) {
    return no_report("health.json");
  }
  const Json& connections = list_of(health, "connections");
  const auto found = std::ranges::find_if(connections, [&](const Json& connection) {
    return is_of(expect.account, connection, "id", story);
  });
  Json actual = found == connections.end() ? Json::object() : *found;
  const Json counts =
      actual.is_object() && actual.contains("counts") ? actual.at("counts") : Json(nullptr);
  bool same = text_member(actual, "connection_state") == expect.state &&
              (!expect.reason || text_member(actual, "reason") == *expect.reason);
  for (const auto& [name, count] : expect.counts) {
    same = same && counts.is_object() && counts.contains(name) && counts.at(name) == count;
  }
  Json expected = {{"connection_state", expect.state}, {"counts", expect.counts}};
  if (expect.reason) {
    expected["reason"] = *expect.reason;
  }
  if (actual.is_object()) {
    actual.erase("records");
  }
  return same ? held("the connection is reported as it should be")
              : broken("the connection is reported otherwise", expected.dump(),
                       shortened(actual.dump()));
}

Finding check(const ExpectRefused& expect, const Story& story) {
  const Json report = read_report(story, "refused.json");
  if (!report.is_object()) {
    return no_report("refused.json");
  }
  Json refused = Json::array();
  std::ranges::copy_if(
      list_of(report, "refused"), std::back_inserter(refused),
      [&](const Json& one) { return is_of(expect.account, one, "connection", story); });
  if (expect.none) {
    return refused.empty() ? held("no setting is refused")
                           : broken("a setting is refused", "none", shortened(refused.dump()));
  }
  for (const Json& one : refused) {
    const bool rule = expect.rule.empty() || text_member(one, "rule") == expect.rule;
    const bool setting = !expect.setting || text_member(one, "setting") == *expect.setting;
    if (rule && setting && !text_member(one, "reason").empty()) {
      return held("the setting is refused with a reason");
    }
  }
  return broken("the setting is not refused with a reason",
                expect.rule.empty() ? "a refusal" : "a refusal by " + expect.rule,
                shortened(refused.dump()));
}

Finding check(const ExpectConflict& expect, const Story& story) {
  const Json report = read_report(story, "conflicts.json");
  if (!report.is_object()) {
    return no_report("conflicts.json");
  }
  const std::string id = id_of(expect.side, expect.record, story);
  for (const Json& one : list_of(report, "conflicts")) {
    const std::string kept = text_member(one, "kept");
    const std::string lost = text_member(one, kept == "hubspot" ? "google" : "hubspot");
    if (is_of(expect.record.account, one, "connection", story) &&
        names_record(one, expect.side, id) && text_member(one, "field") == expect.field &&
        (!expect.kept || kept == *expect.kept) && (!expect.lost || lost == *expect.lost)) {
      return held("the conflict can be looked up");
    }
  }
  return broken("the conflict in \"" + expect.field + "\" cannot be looked up",
                "kept: " + expect.kept.value_or("any") + ", lost: " + expect.lost.value_or("any"),
                shortened(list_of(report, "conflicts").dump()));
}

}  // namespace lockstep::scenario
