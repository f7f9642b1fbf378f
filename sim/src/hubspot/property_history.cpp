#include "property_history.h"

#include <algorithm>

#include "lockstep/base/timestamp.h"

#include "account_user.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

struct ValueVersion {
  std::string value;
  const StoreChange* change;
};

std::string_view source_type(const StoreChange& change) {
  if (change.kind == ChangeKind::survives_merge) {
    return "MERGE_OBJECTS";  // Assumed (hubspot.read.history-kept).
  }
  return change.source == Source::app ? "INTEGRATION" : "CRM_UI";
}

/// The values that the property has had, oldest first; a cleared one is "".
std::vector<ValueVersion> values_of(const std::vector<const StoreChange*>& history,
                                    std::string_view name) {
  std::vector<ValueVersion> values;
  for (const StoreChange* const change : history) {
    std::string value = property_of(*change->state, name).value_or("");
    const bool changed = values.empty() ? !value.empty() : values.back().value != value;
    if (changed) {
      values.push_back({std::move(value), change});
    }
  }
  return values;
}

void append_version(std::string& out, const ValueVersion& version) {
  const bool by_app = version.change->source == Source::app;
  const auto text = [&](std::string_view name, std::string_view value) {
    append_json_name(out, name);
    append_json_string(out, value);
  };
  out += out.back() == '[' ? "{" : ",{";
  text("value", version.value);
  text("timestamp", format_timestamp(version.change->at));
  text("sourceType", source_type(*version.change));
  text("sourceId", by_app ? std::string(kAppSourceId) : user_source_id());
  if (!by_app) {
    append_json_name(out, "updatedByUserId");
    out += std::to_string(kUserId);
  }
  out += '}';
}

}  // namespace

ContactHistories histories_of(const std::vector<StoreChange>& changes,
                              const std::set<ContactId>& contacts) {
  ContactHistories histories;
  for (const ContactId id : contacts) {
    histories[id];
  }
  for (const StoreChange& change : changes) {
    if (change.state != nullptr && contacts.contains(change.id)) {
      histories[change.id].push_back(&change);
    }
  }
  return histories;
}

std::string history_text(const std::vector<const StoreChange*>& history,
                         const std::vector<std::string>& names) {
  if (names.empty()) {
    return "";
  }
  std::string text = ",\"propertiesWithHistory\":{";
  for (const std::string& name : names) {
    const std::vector<ValueVersion> values = values_of(history, name);
    append_json_name(text, name);
    text += '[';
    const std::size_t shown = std::min(values.size(), kHistoryMax);
    for (std::size_t back = 0; back < shown; ++back) {
      append_version(text, values[values.size() - 1 - back]);
    }
    text += ']';
  }
  return text + '}';
}

}  // namespace lockstep::sim::hubspot
