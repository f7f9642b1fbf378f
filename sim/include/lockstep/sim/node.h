/// JSON with comments as a tree that still knows its lines, so that mistakes can be pointed at.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"

namespace lockstep::sim {

using Json = nlohmann::json;

struct NodeMember;

struct Node {
  enum class Kind { scalar, array, object };

  Kind kind = Kind::scalar;
  int line = 0;
  Json scalar;  ///< null, boolean, number or string.
  std::vector<Node> items;
  std::vector<NodeMember> members;  ///< In the order of the file.

  [[nodiscard]] bool is_object() const noexcept { return kind == Kind::object; }
  [[nodiscard]] bool is_array() const noexcept { return kind == Kind::array; }
  [[nodiscard]] bool is_null() const noexcept { return kind == Kind::scalar && scalar.is_null(); }
  [[nodiscard]] bool is_text() const noexcept { return kind == Kind::scalar && scalar.is_string(); }
};

struct NodeMember {
  std::string key;
  int line = 0;
  Node value;
};

struct NodeLimits {
  std::size_t bytes_max = std::size_t{1} << 20U;
  std::size_t depth_max = 64;
};

/// "a list", "an object", "text", "a number" …: for messages.
[[nodiscard]] std::string_view kind_name(const Node& node);

[[nodiscard]] Json to_json(const Node& node);

/// An object of the one key "repeat", {"repeat": ["Acme ", 100]}, stands for a long text.
///
/// @param file  Stands in messages.
/// @error invalid_input  Too large, too deep, not JSON, or a key twice in one object; `source` is
///     "file:line".
[[nodiscard]] Result<Node> parse_node(std::string_view text, std::string_view file,
                                      const NodeLimits& limits = {});

}  // namespace lockstep::sim
