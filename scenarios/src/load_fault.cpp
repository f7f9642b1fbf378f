#include <utility>

#include "lockstep/sim/fault_json.h"

#include "load_parts.h"

namespace lockstep::scenario {

std::optional<sim::FaultRule> load_fault(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a fault");
  if (!reader.is_object()) {
    return std::nullopt;
  }
  std::string account = load_account(reader, context, "");
  std::optional<sim::FaultRule> rule = sim::read_fault_rule(reader);
  if (rule) {
    reader.finish();
    rule->account = std::move(account);
  }
  return rule;
}

}  // namespace lockstep::scenario
