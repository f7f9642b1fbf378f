/// Definitions of properties (F89, F90).

#include <string>
#include <vector>

#include "lockstep/base/text.h"

#include "handlers.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {

Answer list_properties(Call& call) {
  const auto archived = read_flag(call.request.query, "archived");
  if (!archived) {
    return archived.problem();
  }
  std::vector<std::string> definitions;
  if (!*archived) {
    for (const auto& [name, definition] : call.state.schema.all()) {
      definitions.push_back(to_json_text(definition));
    }
  }
  return json_answer(200, "{\"results\":[" + join(definitions, ",") + "]}");
}

Answer get_property(Call& call) {
  const PropertyDefinition* property = call.state.schema.find(call.captures.at("name"));
  return property == nullptr ? Answer(not_found())
                             : Answer(json_answer(200, to_json_text(*property)));
}

}  // namespace lockstep::sim::hubspot
