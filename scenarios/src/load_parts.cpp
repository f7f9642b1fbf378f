#include "load_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "known_names.h"

namespace lockstep::scenario {

std::optional<std::string> load_choice(const Node& node, std::string_view what,
                                       const std::vector<std::string>& names,
                                       LoadContext& context) {
  return read_choice(node, context.mistakes, what, names);
}

std::optional<sim::GoogleFolder> load_folder(ObjectReader& reader, std::string_view key) {
  const Node* const node = reader.find(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto name =
      read_choice(*node, reader.mistakes(), "a folder", {"contacts", "other", "trash"});
  if (!name) {
    return std::nullopt;
  }
  return *name == "contacts" ? sim::GoogleFolder::contacts
         : *name == "other"  ? sim::GoogleFolder::other
                             : sim::GoogleFolder::trash;
}

Properties load_properties(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "properties");
  Properties properties;
  for (const NodeMember& member : node.members) {
    if (member.value.is_null()) {
      properties[member.key] = std::nullopt;
    } else if (auto text = read_text(member.value, context.mistakes, '"' + member.key + '"')) {
      properties[member.key] = std::move(*text);
    }
  }
  return properties;
}

void check_person_fields(const Node& person, LoadContext& context) {
  const ObjectReader reader(person, context.mistakes, "a person");
  const std::vector<std::string>& known = known_person_fields();
  for (const NodeMember& member : person.members) {
    if (std::ranges::find(known, member.key) == known.end()) {
      context.mistakes.add(member.line, "a person has no field \"" + member.key + '"' +
                                            did_you_mean(member.key, known));
    } else if (!member.value.is_array() && !member.value.is_null()) {
      context.mistakes.add(member.value.line, '"' + member.key + "\" must be a list, and is " +
                                                  std::string(kind_name(member.value)));
    }
  }
}

std::string load_account(const Node& node, LoadContext& context) {
  auto name = read_text(node, context.mistakes, "an account");
  if (name && std::ranges::find(context.accounts, *name) == context.accounts.end()) {
    context.mistakes.add(node.line, "\"given\" has no account \"" + *name + '"' +
                                        did_you_mean(*name, context.accounts));
    name.reset();
  }
  return std::move(name).value_or(std::string(kMainAccount));
}

std::string load_account(ObjectReader& reader, LoadContext& context, std::string_view otherwise) {
  const Node* const node = reader.find("account");
  return node == nullptr ? std::string(otherwise) : load_account(*node, context);
}

std::optional<RefPlace> place_of_ref(const Node& node, LoadContext& context) {
  const auto ref = read_text(node, context.mistakes, "a ref");
  if (!ref) {
    return std::nullopt;
  }
  const auto defined = context.refs.find(*ref);
  if (defined == context.refs.end()) {
    std::vector<std::string> names;
    for (const auto& [name, place] : context.refs) {
      names.push_back(name);
    }
    context.mistakes.add(node.line,
                         "the ref \"" + *ref + "\" is not defined" + did_you_mean(*ref, names));
    return std::nullopt;
  }
  return defined->second;
}

RecordQuery load_query(const Node& node, Service side, LoadContext& context) {
  RecordQuery query;
  if (node.is_text()) {
    const std::optional<RefPlace> defined = place_of_ref(node, context);
    query.ref = node.scalar.get<std::string>();
    if (defined && defined->side != side) {
      context.mistakes.add(node.line, "the ref \"" + query.ref + "\" is a contact of " +
                                          std::string(to_string(defined->side)) + ", not of " +
                                          std::string(to_string(side)));
    }
    if (defined) {
      query.account = defined->account;
    }
    return query;
  }
  ObjectReader reader(node, context.mistakes, "a record");
  query.email = reader.text("email").value_or("");
  query.name = reader.text("name").value_or("");
  query.phone = reader.text("phone").value_or("");
  if (side == Service::google) {
    query.folder = load_folder(reader, "folder");
    query.account = load_account(reader, context);
  }
  reader.finish();
  const std::array given = {!query.email.empty(), !query.name.empty(), !query.phone.empty()};
  if (node.is_object() && std::ranges::count(given, true) != 1) {
    context.mistakes.add(node.line,
                         "a record is named by a ref, or by one of \"email\", \"name\", \"phone\"");
  }
  return query;
}

std::optional<SidedQuery> load_sided_query(ObjectReader& reader, LoadContext& context) {
  const Node* const hubspot = reader.find("hubspot");
  const Node* const google = reader.find("google");
  if ((hubspot == nullptr) == (google == nullptr)) {
    if (reader.is_object()) {
      context.mistakes.add(reader.line(), R"(exactly one of "hubspot" and "google" must be named)");
    }
    return std::nullopt;
  }
  const Service side = hubspot != nullptr ? Service::hubspot : Service::google;
  return SidedQuery{side, load_query(hubspot != nullptr ? *hubspot : *google, side, context)};
}

std::optional<SidedQuery> load_reported_query(ObjectReader& reader, LoadContext& context) {
  auto query = load_sided_query(reader, context);
  if (query && query->side == Service::hubspot) {
    query->record.account = load_account(reader, context);
  }
  return query;
}

}  // namespace lockstep::scenario
