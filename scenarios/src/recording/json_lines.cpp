#include "recording/json_lines.h"

#include <nlohmann/json.hpp>

#include "recording/strict_json.h"

namespace lockstep::scenario {

Result<std::string> read_json_lines(
    std::string_view text, const std::string& source, std::string_view first_begins,
    const std::function<Result<void>(const Json&, const std::string&)>& visit) {
  if (text.empty()) {
    return failure(ErrorKind::invalid_input, "an empty file", source);
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const bool is_last = end == std::string_view::npos;
    text.remove_prefix(is_last ? text.size() : end + 1);
    const Result<Json> json = parse_strict(line, source, number);
    if (json) {
      const Result<void> visited = visit(*json, source + ":" + std::to_string(number));
      if (!visited) {
        return Failure{visited.error()};
      }
      continue;
    }
    const bool may_be_torn =
        number > 1 || first_begins.substr(0, line.size()) == line.substr(0, first_begins.size());
    if (!is_last || !may_be_torn) {
      return Failure{json.error()};
    }
    return "line " + std::to_string(number) + ", which is torn after " +
           std::to_string(line.size()) + " bytes";
  }
  return std::string();
}

}  // namespace lockstep::scenario
