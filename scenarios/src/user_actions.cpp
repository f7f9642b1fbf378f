/// What users do in a scenario, done to the fakes and booked in the truth.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "record_query.h"
#include "stage.h"

namespace lockstep::scenario {
namespace {

std::string on(Service side) { return " " + std::string(to_string(side)) + " contact"; }

/// What a user did, and where: the main account goes without saying.
Json in_account(const std::string& account, Json details) {
  if (account != kMainAccount) {
    details["account"] = account;
  }
  return details;
}

/// As the fake takes them: "" clears.
std::map<std::string, std::string> values_of(const Properties& properties) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : properties) {
    values[name] = value.value_or("");
  }
  return values;
}

std::set<std::string> keys_of(const std::map<std::string, std::string>& properties) {
  std::set<std::string> keys;
  for (const auto& [name, value] : properties) {
    keys.insert(name);
  }
  return keys;
}

}  // namespace

Result<void> Stage::act(const UserAction& action) {
  return std::visit([this](const auto& one) { return do_action(one); }, action);
}

Result<void> Stage::do_action(const AddHubSpot& add) {
  const auto id = world_.hubspot().add_contact(add.contact.properties);
  if (!id) {
    return failure(id.error().kind, "the contact cannot be added: " + id.error().message,
                   scenario_->name);
  }
  for (const std::string& list : add.contact.lists) {
    if (auto listed = world_.hubspot().add_to_list(list_id(list), *id); !listed) {
      return listed;
    }
  }
  if (!add.contact.ref.empty()) {
    refs_[add.contact.ref] = *id;
  }
  truth_.hubspot_written(hubspot_now(*id), keys_of(add.contact.properties));
  world_.note_user_action("add" + on(Service::hubspot), Json{{"id", *id}});
  return {};
}

Result<void> Stage::do_action(const AddGoogle& add) {
  const Json person = Json::parse(add.contact.person.text);
  const std::string& account = add.contact.account;
  const auto id =
      world_.google().add_contact(id_of_account(account), person, add.contact.placement);
  if (!id) {
    return failure(id.error().kind, "the contact cannot be added: " + id.error().message,
                   scenario_->name);
  }
  if (!add.contact.ref.empty()) {
    refs_[add.contact.ref] = *id;
  }
  truth_.google_written(account, google_now(account, *id));
  world_.note_user_action("add" + on(Service::google), in_account(account, {{"id", *id}}));
  return {};
}

Result<void> Stage::do_action(const EditRecord& edit) {
  const auto id = only(edit.side, edit.record);
  if (!id) {
    return Failure{id.error()};
  }
  if (edit.side == Service::hubspot) {
    const std::map<std::string, std::string> properties = values_of(edit.properties);
    if (auto edited = world_.hubspot().edit_contact(*id, properties); !edited) {
      return edited;
    }
    truth_.hubspot_edited(hubspot_now(*id), keys_of(properties));
    world_.note_user_action("edit" + on(edit.side), Json{{"id", *id}, {"set", properties}});
    return {};
  }
  const std::string& account = edit.record.account;
  const Json fields = Json::parse(edit.fields.text);
  if (auto edited = world_.google().edit_contact(id_of_account(account), *id, fields); !edited) {
    return edited;
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : fields.items()) {
    names.push_back(name);
  }
  truth_.google_edited(account, google_now(account, *id), names);
  world_.note_user_action("edit" + on(edit.side),
                          in_account(account, {{"id", *id}, {"set", fields}}));
  return {};
}

Result<void> Stage::do_action(const EditAll& edit) {
  const std::map<std::string, std::string> properties = values_of(edit.properties);
  std::size_t count = 0;
  for (const sim::HubSpotContactView& contact : hubspot_contacts()) {
    if (!contact.live()) {
      continue;
    }
    if (auto edited = world_.hubspot().edit_contact(contact.id, properties); !edited) {
      return edited;
    }
    truth_.hubspot_edited(hubspot_now(contact.id), keys_of(properties));
    ++count;
  }
  world_.note_user_action("edit all hubspot contacts", Json{{"count", count}, {"set", properties}});
  return {};
}

Result<void> Stage::do_action(const DeleteRecord& deletion) {
  const auto id = only(deletion.side, deletion.record);
  if (!id) {
    return Failure{id.error()};
  }
  const std::string& account = deletion.record.account;
  auto deleted = deletion.side == Service::hubspot
                     ? world_.hubspot().delete_contact(*id)
                     : world_.google().move_to_trash(id_of_account(account), *id);
  if (!deleted) {
    return deleted;
  }
  if (deletion.side == Service::hubspot) {
    truth_.hubspot_placed(hubspot_now(*id));
  } else {
    truth_.google_placed(account, google_now(account, *id));
  }
  world_.note_user_action("delete" + on(deletion.side), in_account(account, {{"id", *id}}));
  return {};
}

Result<void> Stage::do_action(const RestoreRecord& restoration) {
  const auto id = only(restoration.side, restoration.record);
  if (!id) {
    return Failure{id.error()};
  }
  const std::string& account = restoration.record.account;
  auto restored = restoration.side == Service::hubspot
                      ? world_.hubspot().restore_contact(*id)
                      : world_.google().restore(id_of_account(account), *id);
  if (!restored) {
    return restored;
  }
  if (restoration.side == Service::hubspot) {
    truth_.hubspot_placed(hubspot_now(*id));
  } else {
    truth_.google_placed(account, google_now(account, *id));
  }
  world_.note_user_action("restore" + on(restoration.side), in_account(account, {{"id", *id}}));
  return {};
}

Result<void> Stage::do_action(const StarContact& star) {
  const auto id = only(Service::google, star.record);
  if (!id) {
    return Failure{id.error()};
  }
  const std::string& account = star.record.account;
  if (auto starred = world_.google().set_starred(id_of_account(account), *id, star.starred);
      !starred) {
    return starred;
  }
  truth_.google_placed(account, google_now(account, *id));
  world_.note_user_action((star.starred ? "star" : "unstar") + on(Service::google),
                          in_account(account, {{"id", *id}}));
  return {};
}

Result<void> Stage::do_action(const LabelContact& label) {
  const auto id = only(Service::google, label.record);
  if (!id) {
    return Failure{id.error()};
  }
  const std::string& account = label.record.account;
  if (auto labelled = world_.google().set_labels(id_of_account(account), *id, label.labels);
      !labelled) {
    return labelled;
  }
  truth_.google_placed(account, google_now(account, *id));
  world_.note_user_action("label" + on(Service::google),
                          in_account(account, {{"id", *id}, {"labels", label.labels}}));
  return {};
}

Result<void> Stage::change_list(const std::string& name, const std::vector<RecordQuery>& records,
                                bool add) {
  const std::string list = list_id(name);
  for (const RecordQuery& record : records) {
    const auto id = only(Service::hubspot, record);
    if (!id) {
      return Failure{id.error()};
    }
    auto changed = add ? world_.hubspot().add_to_list(list, *id)
                       : world_.hubspot().remove_from_list(list, *id);
    if (!changed) {
      return changed;
    }
    truth_.hubspot_placed(hubspot_now(*id));
    world_.note_user_action(add ? "add to list" : "remove from list",
                            Json{{"id", *id}, {"list", name}});
  }
  return {};
}

Result<void> Stage::do_action(const ChangeList& change) {
  const auto added = change_list(change.name, change.add, true);
  return added ? change_list(change.name, change.remove, false) : added;
}

Result<void> Stage::do_action(const MergeRecords& merge) {
  const auto into = only(merge.side, merge.survivor);
  const auto from = only(merge.side, merge.other);
  if (!into || !from) {
    return Failure{into ? from.error() : into.error()};
  }
  const std::string& account = merge.survivor.account;
  const auto survivor = merge.side == Service::hubspot
                            ? world_.hubspot().merge(*into, *from)
                            : world_.google().merge(id_of_account(account), *into, *from);
  if (!survivor) {
    return Failure{survivor.error()};
  }
  for (auto& [ref, id] : refs_) {
    if (id == *into || id == *from) {
      id = *survivor;
    }
  }
  if (merge.side == Service::hubspot) {
    std::set<std::string> set;
    for (const std::string& id : {*into, *from}) {
      if (const auto found = truth_.hubspot().find(id); found != truth_.hubspot().end()) {
        set.insert(found->second.set_by_users.begin(), found->second.set_by_users.end());
      }
      truth_.hubspot_gone(id);
    }
    truth_.hubspot_written(hubspot_now(*survivor), set);
  } else {
    truth_.google_gone({account, *from});
    truth_.google_written(account, google_now(account, *survivor));
  }
  world_.note_user_action(
      "merge" + on(merge.side),
      in_account(account, {{"into", *into}, {"from", *from}, {"survivor", *survivor}}));
  return {};
}

Result<void> Stage::do_action(const ChangeResourceName& change) {
  const auto id = only(Service::google, change.record);
  if (!id) {
    return Failure{id.error()};
  }
  const std::string& account = change.record.account;
  const auto name = world_.google().change_resource_name(id_of_account(account), *id);
  if (!name) {
    return Failure{name.error()};
  }
  for (auto& [ref, known] : refs_) {
    known = known == *id ? *name : known;
  }
  truth_.google_renamed({account, *id}, *name);
  world_.note_user_action("change resource name",
                          in_account(account, {{"id", *id}, {"resource_name", *name}}));
  return {};
}

Result<void> Stage::do_action(const EmptyFolder& empty) {
  if (empty.folder == sim::GoogleFolder::trash) {
    world_.google().empty_trash(id_of_account(empty.account));
  } else {
    world_.google().empty_other_contacts(id_of_account(empty.account));
  }
  forget_gone(empty.account);
  world_.note_user_action("empty folder",
                          in_account(empty.account, {{"folder", to_string(empty.folder)}}));
  return {};
}

void Stage::forget_gone(const std::string& account) {
  std::vector<GoogleKey> gone;
  for (const auto& [key, truth] : truth_.google()) {
    if (key.account == account &&
        !world_.google().contact(id_of_account(account), key.resource_name)) {
      gone.push_back(key);
    }
  }
  for (const GoogleKey& key : gone) {
    truth_.google_gone(key);
  }
}

Result<void> Stage::do_action(const RevokeGrant& revoke) {
  if (revoke.side == Service::google) {
    world_.google().revoke_refresh_tokens(id_of_account(revoke.account));
  } else {
    world_.hubspot().revoke_refresh_tokens();
  }
  world_.note_user_action("revoke grant",
                          in_account(revoke.account, {{"service", to_string(revoke.side)}}));
  return {};
}

Result<void> Stage::do_action(const Reconnect& reconnect) {
  if (reconnect.side == Service::google) {
    GoogleAccount& account = accounts_.at(reconnect.account);
    account.grant = ask_google(account.id, std::nullopt);
  } else {
    hubspot_grant_ = ask_hubspot(std::nullopt);
  }
  world_.note_user_action("reconnect",
                          in_account(reconnect.account, {{"service", to_string(reconnect.side)}}));
  return {};
}

}  // namespace lockstep::scenario
