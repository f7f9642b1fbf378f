/// JSON of strangers, as a stream of events: bounded in depth, no name twice, no surprises.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"

#include "json.h"

namespace lockstep::scenario {

inline constexpr std::size_t kForeignDepthMax = 64;

/// What stands in a JSON text, in its order. Each returns whether to go on.
class JsonEvents {
 public:
  JsonEvents() = default;
  JsonEvents(const JsonEvents&) = delete;
  JsonEvents& operator=(const JsonEvents&) = delete;
  virtual ~JsonEvents() = default;

  virtual bool scalar(Json value) = 0;
  virtual bool open(bool is_array) = 0;
  virtual bool name(const std::string& name) = 0;
  virtual bool close() = 0;
};

/// @param source  Stands in messages, with the line: "capture.har:12".
/// @param line    Of the first byte of `text`.
/// @error invalid_input  Not JSON, not UTF-8, cut off, deeper than kForeignDepthMax, or a name
///     twice in one object. The message quotes nothing of the text.
[[nodiscard]] Result<void> walk_json(std::string_view text, JsonEvents& events,
                                     const std::string& source, std::size_t line = 1);

/// Builds the value that events describe.
class JsonBuilder final : public JsonEvents {
 public:
  bool scalar(Json value) override;
  bool open(bool is_array) override;
  bool name(const std::string& name) override;
  bool close() override;

  /// Whether the value has come to its end.
  [[nodiscard]] bool complete() const noexcept { return complete_; }
  /// The value; the builder is as new afterwards. @pre complete()
  [[nodiscard]] Json take();

 private:
  bool put(Json value);

  std::vector<Json> open_;  ///< Arrays and objects that are not closed, the outermost first.
  std::vector<std::string> names_;  ///< For each of them, of the member under way.
  Json value_;
  bool complete_ = false;
};

/// One JSON text as a value. Errors as walk_json.
[[nodiscard]] Result<Json> parse_strict(std::string_view text, const std::string& source,
                                        std::size_t line = 1);

}  // namespace lockstep::scenario
