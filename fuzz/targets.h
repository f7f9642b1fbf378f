/// What is fuzzed: each target hands a stranger's bytes to one door and holds what comes out
/// against a law.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lockstep::fuzz {

/// What is wrong, for a person; nullopt if the law was kept.
using Finding = std::optional<std::string>;

struct Target {
  std::string_view name;  ///< Also of its folders in fuzz/seeds and fuzz/corpus.

  /// The same bytes give the same finding, whatever was called before. Never throws.
  Finding (*run)(std::string_view bytes);
};

[[nodiscard]] std::span<const Target> targets();

/// Null if there is none.
[[nodiscard]] const Target* find_target(std::string_view name);

/// From now on every input is checked for what one of sixteen is checked for otherwise.
void check_everything() noexcept;
[[nodiscard]] bool checks_everything() noexcept;

// One function a file of fuzz/targets, where each says how it reads its bytes.

Finding control_request(std::string_view bytes);
Finding google_batch(std::string_view bytes);
Finding google_body(std::string_view bytes);
Finding google_masks(std::string_view bytes);
Finding google_request(std::string_view bytes);
Finding google_tokens(std::string_view bytes);
Finding hubspot_body(std::string_view bytes);
Finding hubspot_request(std::string_view bytes);
Finding hubspot_search(std::string_view bytes);
Finding hubspot_tokens(std::string_view bytes);
Finding recording_har(std::string_view bytes);
Finding recording_lines(std::string_view bytes);
Finding request_head(std::string_view bytes);

}  // namespace lockstep::fuzz
