/// One description file in the form that answers are checked by, whatever its own form was.

#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::descriptions {

using Json = nlohmann::json;

struct DescribedBody {
  std::string media_type;  ///< "application/json", "*/*"; "" for an answer without a body.
  std::string schema;      ///< A name in Description::definitions; "" where nothing is described.
};

struct DescribedOperation {
  Method method = Method::get;
  std::string pattern;  ///< "/v1/people/{peopleId}:updateContact", as sim::match_path takes it.
  std::map<int, DescribedBody> answers;  ///< By status.
};

struct Description {
  std::string name;  ///< Of the file, without its ending.
  sim::Service service = sim::Service::google;
  std::vector<DescribedOperation> operations;
  DescribedBody error;  ///< Every status of 400 and more that is not in `answers`.
  Json definitions;     ///< Strict JSON Schemas by name; they refer to "#/definitions/NAME".
};

/// The operation that a request asks for; of several, the one with the fewest parameters. Null if
/// there is none.
[[nodiscard]] const DescribedOperation* find_operation(const Description& description,
                                                       Method method, std::string_view path);

}  // namespace lockstep::descriptions
