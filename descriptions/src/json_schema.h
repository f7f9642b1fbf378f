/// A compiled JSON Schema: the only place that knows valijson.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "description.h"

namespace lockstep::descriptions {

struct SchemaViolation {
  std::string pointer;  ///< JSON pointer into the document.
  std::string what;
};

class JsonSchema {
 public:
  /// @param name  One of `definitions`, which may refer to each other.
  JsonSchema(const Json& definitions, const std::string& name);
  JsonSchema(const JsonSchema&) = delete;
  JsonSchema& operator=(const JsonSchema&) = delete;
  ~JsonSchema();
  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;

  /// The first few things that are wrong. May be called from several threads.
  [[nodiscard]] std::vector<SchemaViolation> check(const Json& document) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace lockstep::descriptions
