#include <utility>

#include "lockstep/sim/fault_json.h"

#include "load_parts.h"

namespace lockstep::scenario {
namespace {

using What = decltype(Step::what);

const std::vector<std::string>& step_names() {
  static const std::vector<std::string> kNames = {
      "sync",     "wait",   "edit",       "add",    "delete", "trash",       "restore",
      "star",     "unstar", "label",      "list",   "merge",  "empty_trash", "empty_other_contacts",
      "settings", "enable", "lose_state", "during", "revoke", "reconnect",   "second_tool"};
  return kNames;
}

/// The one member of an object such as {"sync": 1}, or nullptr and a mistake.
const NodeMember* only_member(const Node& node, std::string_view what, LoadContext& context) {
  if (!node.is_object() || node.members.size() != 1) {
    context.mistakes.add(node.line, std::string(what) + " must be an object with exactly one key");
    return nullptr;
  }
  return &node.members.front();
}

std::optional<What> load_passes(const NodeMember& step, LoadContext& context) {
  constexpr std::size_t kPassesMax = 1000;
  const Node& node = step.value;
  SyncPasses sync;
  sync.second_tool = step.key == "second_tool";
  if (node.kind == Node::Kind::scalar && node.scalar.is_number_unsigned() &&
      node.scalar.get<std::size_t>() <= kPassesMax) {
    sync.passes = node.scalar.get<int>();
    return sync;
  }
  if (!node.is_object()) {
    context.mistakes.add(
        node.line, '"' + step.key + R"(" must be a number of passes, or {"passes", "may_fail"})");
    return std::nullopt;
  }
  ObjectReader reader(node, context.mistakes, '"' + step.key + '"');
  sync.passes = static_cast<int>(reader.count("passes", kPassesMax).value_or(1));
  sync.may_fail = reader.flag("may_fail").value_or(false);
  reader.finish();
  return sync;
}

std::optional<What> load_during(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"during\"");
  During during;
  during.operation = reader.required_text("operation");
  sim::check_operation(node, context.mistakes, during.operation);
  during.call = static_cast<std::uint32_t>(reader.count("call").value_or(1));
  if (during.call == 0) {
    context.mistakes.add(node.line, "\"call\" is counted from 1");
  }
  if (const Node* const moment = reader.find("moment")) {
    during.before = load_choice(*moment, "\"moment\"", {"before", "after"}, context) != "after";
  }
  static_cast<void>(reader.require("do"));
  for (const Node& item : reader.list("do")) {
    const NodeMember* const member = only_member(item, "an action", context);
    if (member == nullptr) {
      continue;
    }
    if (!is_user_action(member->key)) {
      context.mistakes.add(member->line, '"' + member->key + "\" is nothing that a user does" +
                                             did_you_mean(member->key, step_names()));
    } else if (auto action = load_user_action(member->key, member->value, context)) {
      during.actions.push_back(std::move(*action));
    }
  }
  reader.finish();
  return during;
}

std::optional<What> load_enable(const Node& node, LoadContext& context) {
  if (node.kind != Node::Kind::scalar || !node.scalar.is_boolean()) {
    context.mistakes.add(node.line, "\"enable\" must be true or false");
    return std::nullopt;
  }
  ChangeSettings change;
  change.patch.text = node.scalar.get<bool>() ? R"({"enabled":true})" : R"({"enabled":false})";
  return change;
}

std::optional<What> load_what(const NodeMember& member, LoadContext& context) {
  if (is_user_action(member.key)) {
    auto action = load_user_action(member.key, member.value, context);
    return action ? std::optional<What>(std::move(*action)) : std::nullopt;
  }
  if (member.key == "sync" || member.key == "second_tool") {
    return load_passes(member, context);
  }
  if (member.key == "wait") {
    const auto time = read_duration(member.value, context.mistakes, "\"wait\"");
    return time ? std::optional<What>(WaitFor{*time}) : std::nullopt;
  }
  if (member.key == "settings") {
    return load_change_of_settings(member.value, context);
  }
  if (member.key == "enable") {
    return load_enable(member.value, context);
  }
  if (member.key == "lose_state") {
    return LoseState{};
  }
  if (member.key == "during") {
    return load_during(member.value, context);
  }
  context.mistakes.add(
      member.line, "unknown step \"" + member.key + '"' + did_you_mean(member.key, step_names()));
  return std::nullopt;
}

}  // namespace

std::optional<Step> load_step(const Node& node, LoadContext& context) {
  const NodeMember* const member = only_member(node, "a step", context);
  if (member == nullptr) {
    return std::nullopt;
  }
  auto what = load_what(*member, context);
  return what ? std::optional(Step{node.line, std::move(*what)}) : std::nullopt;
}

}  // namespace lockstep::scenario
