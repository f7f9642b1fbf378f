#include <algorithm>
#include <utility>

#include "known_names.h"
#include "load_parts.h"

namespace lockstep::scenario {
namespace {

using Loader = std::optional<UserAction> (*)(const Node&, LoadContext&);

std::optional<UserAction> load_edit(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"edit\"");
  const auto query = load_sided_query(reader, context);
  const Node* const set = reader.require("set");
  reader.finish();
  if (!query || set == nullptr) {
    return std::nullopt;
  }
  EditRecord edit{query->side, query->record, {}, {}};
  if (query->side == Service::hubspot) {
    edit.properties = load_properties(*set, context);
  } else {
    check_person_fields(*set, context);
    edit.fields.text = to_json(*set).dump();
  }
  return edit;
}

std::optional<UserAction> load_edit_all(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"edit_all\"");
  const Node* const hubspot = reader.require("hubspot");
  reader.finish();
  return hubspot == nullptr
             ? std::nullopt
             : std::optional<UserAction>(EditAll{load_properties(*hubspot, context)});
}

std::optional<UserAction> load_add(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"add\"");
  const Node* const hubspot = reader.find("hubspot");
  const Node* const google = reader.find("google");
  reader.finish();
  if ((hubspot == nullptr) == (google == nullptr)) {
    context.mistakes.add(node.line, R"("add" needs either "hubspot" or "google")");
    return std::nullopt;
  }
  if (hubspot != nullptr) {
    return AddHubSpot{load_hubspot_contact(*hubspot, context)};
  }
  return AddGoogle{load_google_contact(*google, context)};
}

std::optional<UserAction> load_delete(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"delete\"");
  const auto query = load_sided_query(reader, context);
  reader.finish();
  if (!query) {
    return std::nullopt;
  }
  return DeleteRecord{query->side, query->record};
}

std::optional<UserAction> load_trash(const Node& node, LoadContext& context) {
  return DeleteRecord{Service::google, load_query(node, Service::google, context)};
}

std::optional<UserAction> load_restore(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"restore\"");
  const auto query = load_sided_query(reader, context);
  reader.finish();
  if (!query) {
    return std::nullopt;
  }
  return RestoreRecord{query->side, query->record};
}

std::optional<UserAction> load_change_resource_name(const Node& node, LoadContext& context) {
  return ChangeResourceName{load_query(node, Service::google, context)};
}

std::optional<UserAction> load_star(const Node& node, LoadContext& context) {
  return StarContact{load_query(node, Service::google, context), true};
}

std::optional<UserAction> load_unstar(const Node& node, LoadContext& context) {
  return StarContact{load_query(node, Service::google, context), false};
}

std::optional<UserAction> load_label(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"label\"");
  const Node* const contact = reader.require("contact");
  static_cast<void>(reader.require("labels"));
  LabelContact label;
  if (contact != nullptr) {
    label.record = load_query(*contact, Service::google, context);
  }
  label.labels = reader.texts("labels");
  reader.finish();
  return label;
}

std::optional<UserAction> load_list(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"list\"");
  ChangeList change;
  change.name = reader.required_text("name");
  for (const Node& record : reader.list("add")) {
    change.add.push_back(load_query(record, Service::hubspot, context));
  }
  for (const Node& record : reader.list("remove")) {
    change.remove.push_back(load_query(record, Service::hubspot, context));
  }
  reader.finish();
  return change;
}

std::optional<UserAction> load_merge(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"merge\"");
  for (const Service side : {Service::hubspot, Service::google}) {
    const std::vector<Node>& records = reader.list(to_string(side));
    if (records.size() == 2) {
      reader.finish();
      MergeRecords merge{side, load_query(records[0], side, context),
                         load_query(records[1], side, context)};
      if (merge.survivor.account != merge.other.account) {
        context.mistakes.add(node.line, "nobody can merge contacts of two accounts");
      }
      return merge;
    }
  }
  context.mistakes.add(
      node.line, R"("merge" needs "hubspot" or "google" with two records; the first survives)");
  return std::nullopt;
}

std::optional<UserAction> load_empty(const Node& node, sim::GoogleFolder folder,
                                     LoadContext& context) {
  if (node.is_text()) {
    return EmptyFolder{folder, load_account(node, context)};
  }
  if (node.kind != Node::Kind::scalar || node.scalar != true) {
    context.mistakes.add(node.line,
                         "emptying a folder is written as true, or as the name of an account");
  }
  return EmptyFolder{folder};
}

std::optional<UserAction> load_empty_trash(const Node& node, LoadContext& context) {
  return load_empty(node, sim::GoogleFolder::trash, context);
}

std::optional<UserAction> load_empty_other_contacts(const Node& node, LoadContext& context) {
  return load_empty(node, sim::GoogleFolder::other, context);
}

std::optional<Service> load_side(const Node& node, std::string_view what, LoadContext& context) {
  const auto side = load_choice(node, what, {"hubspot", "google"}, context);
  if (!side) {
    return std::nullopt;
  }
  return *side == "hubspot" ? Service::hubspot : Service::google;
}

/// "hubspot", "google", or {"google": "work"}.
template <class Action>
std::optional<UserAction> load_access(const Node& node, std::string_view what,
                                      LoadContext& context) {
  if (node.is_object()) {
    ObjectReader reader(node, context.mistakes, what);
    const Node* const account = reader.require("google");
    reader.finish();
    return account == nullptr ? std::nullopt
                              : std::optional<UserAction>(
                                    Action{Service::google, load_account(*account, context)});
  }
  const auto side = load_side(node, what, context);
  return side ? std::optional<UserAction>(Action{*side}) : std::nullopt;
}

std::optional<UserAction> load_revoke(const Node& node, LoadContext& context) {
  return load_access<RevokeGrant>(node, "\"revoke\"", context);
}

std::optional<UserAction> load_reconnect(const Node& node, LoadContext& context) {
  return load_access<Reconnect>(node, "\"reconnect\"", context);
}

constexpr std::pair<std::string_view, Loader> kActions[] = {
    {"edit", load_edit},
    {"edit_all", load_edit_all},
    {"add", load_add},
    {"delete", load_delete},
    {"trash", load_trash},
    {"restore", load_restore},
    {"star", load_star},
    {"unstar", load_unstar},
    {"label", load_label},
    {"list", load_list},
    {"merge", load_merge},
    {"change_resource_name", load_change_resource_name},
    {"empty_trash", load_empty_trash},
    {"empty_other_contacts", load_empty_other_contacts},
    {"revoke", load_revoke},
    {"reconnect", load_reconnect}};

}  // namespace

bool is_user_action(std::string_view key) {
  return std::ranges::find(kActions, key, &std::pair<std::string_view, Loader>::first) !=
         std::end(kActions);
}

std::optional<UserAction> load_user_action(std::string_view key, const Node& value,
                                           LoadContext& context) {
  const auto* const action =
      std::ranges::find(kActions, key, &std::pair<std::string_view, Loader>::first);
  return action == std::end(kActions) ? std::nullopt : action->second(value, context);
}

}  // namespace lockstep::scenario
