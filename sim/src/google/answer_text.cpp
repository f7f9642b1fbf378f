#include "google/answer_text.h"

#include "lockstep/base/assert.h"

#include "google/json_text.h"

namespace lockstep::sim::google {

void AnswerText::append_final(std::shared_ptr<const std::string> value, std::size_t depth) {
  values_.push_back({text_.size(), depth, std::move(value)});
}

std::size_t AnswerText::final_bytes() const {
  std::size_t bytes = 0;
  for (const FinalValue& value : values_) {
    bytes += value.text->size();
  }
  return bytes;
}

std::string AnswerText::pretty() const {
  JsonLayout layout(2 * text_.size() + final_bytes());
  const std::string_view text = text_;
  std::size_t at = 0;
  for (const FinalValue& value : values_) {
    layout.put(text.substr(at, value.at - at));
    LOCKSTEP_ASSERT(layout.depth() == value.depth);
    layout.put_final(*value.text);
    at = value.at;
  }
  layout.put(text.substr(at));
  return std::move(layout).take() + '\n';
}

std::string AnswerText::compact() && {
  if (values_.empty()) {
    return std::move(text_);
  }
  const std::string_view text = text_;
  std::string out;
  out.reserve(text_.size() + final_bytes());
  std::size_t at = 0;
  for (const FinalValue& value : values_) {
    out += text.substr(at, value.at - at);
    out += *value.text;
    at = value.at;
  }
  return out += text.substr(at);
}

}  // namespace lockstep::sim::google
