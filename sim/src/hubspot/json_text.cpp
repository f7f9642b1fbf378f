#include "json_text.h"

namespace lockstep::sim::hubspot {

void append_json_name(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{' && out.back() != '[') {
    out += ',';
  }
  append_json_string(out, name);
  out += ':';
}

}  // namespace lockstep::sim::hubspot
