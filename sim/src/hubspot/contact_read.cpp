#include "contact_read.h"

#include "contact_text.h"
#include "json_text.h"
#include "property_history.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

/// `,"associations":{…}`; "" where there are none of the types asked for.
std::string associations_text(const PortalState& state, ContactId contact,
                              const std::vector<const AssociatedType*>& types) {
  std::string text = ",\"associations\":{";
  for (const AssociatedType* const type : types) {
    const auto& records = state.associations.of(contact, *type);
    if (records.empty()) {
      continue;
    }
    append_json_name(text, type->plural);
    text += "{\"results\":[";
    for (const std::uint64_t record : records) {
      text += text.back() == '[' ? "{" : ",{";
      append_json_name(text, "id");
      append_json_string(text, std::to_string(record));
      append_json_name(text, "type");
      append_json_string(text, label_of(*type));
      text += '}';
    }
    text += "]}";
  }
  return text.back() == '{' ? "" : text + '}';
}

}  // namespace

ContactRead make_contact_read(const PropertySchema& schema, std::vector<std::string> names,
                              const std::vector<std::string>& history_names) {
  ContactRead read;
  std::set<std::string> with_history;
  for (const std::string& name : history_names) {
    if (schema.find(name) != nullptr) {
      with_history.insert(name);
    }
  }
  names.insert(names.end(), with_history.begin(), with_history.end());
  read.names = names_to_read(schema, names);
  read.history_names.assign(with_history.begin(), with_history.end());
  return read;
}

Outcome<ContactRead> read_contact_query(const PropertySchema& schema, const Query& query) {
  ContactRead read = make_contact_read(schema, requested_names(query, "properties"),
                                       requested_names(query, "propertiesWithHistory"));
  for (const std::string& name : requested_names(query, "associations")) {
    const AssociatedType* const type = find_associated_type(name);
    if (type == nullptr) {
      return unknown_object_type(name);
    }
    read.associations.push_back(type);
  }
  return read;
}

std::vector<std::string> record_texts(const PortalState& state,
                                      const std::vector<ContactState>& contacts,
                                      const ContactRead& read) {
  ContactHistories histories;
  if (read.with_history()) {
    std::set<ContactId> ids;
    for (const ContactState& contact : contacts) {
      ids.insert(contact->id);
    }
    histories = histories_of(state.store.changes(), ids);
  }
  std::vector<std::string> texts;
  for (const ContactState& contact : contacts) {
    std::string more = history_text(histories[contact->id], read.history_names);
    if (!read.associations.empty()) {
      more += associations_text(state, contact->id, read.associations);
    }
    append_read_record(texts.emplace_back(), *contact, read.names, state.options, more);
  }
  return texts;
}

}  // namespace lockstep::sim::hubspot
