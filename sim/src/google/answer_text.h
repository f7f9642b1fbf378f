/// The body of an answer on its way: compact JSON, and in it values whose final text is known.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep::sim::google {

class AnswerText {
 public:
  AnswerText() = default;
  AnswerText(std::string compact) : text_(std::move(compact)) {}
  AnswerText(const char* compact) : text_(compact) {}

  /// @param compact  JSON, cut between two tokens.
  AnswerText& operator+=(std::string_view compact) {
    text_ += compact;
    return *this;
  }
  AnswerText& operator+=(char letter) {
    text_ += letter;
    return *this;
  }

  /// Appends a value that stands as it is: compact, or laid out for `depth` objects and lists
  /// around it, whatever is asked of the whole.
  void append_final(std::shared_ptr<const std::string> value, std::size_t depth);

  /// The last letter of compact text. @pre There is one, and no final value behind it.
  [[nodiscard]] char back() const { return text_.back(); }
  void pop_back() { text_.pop_back(); }

  /// Laid out as the service does unless it is told otherwise (json_text.h).
  [[nodiscard]] std::string pretty() const;

  [[nodiscard]] std::string compact() &&;

 private:
  struct FinalValue {
    std::size_t at;  ///< In text_.
    std::size_t depth;
    std::shared_ptr<const std::string> text;
  };

  [[nodiscard]] std::size_t final_bytes() const;

  std::string text_;
  std::vector<FinalValue> values_;
};

}  // namespace lockstep::sim::google
