#include "google/json_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lockstep::sim::google {
namespace {

/// The length of the JSON string that `text` begins with, quotes included.
std::size_t string_length(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') {
    at += text[at] == '\\' ? 2U : 1U;
  }
  return std::min(at + 1, text.size());
}

/// A line feed and the deepest indentation that costs one copy.
constexpr std::string_view kLine =
    "\n                                                                ";

/// Grows ahead of what is written, so that most tokens need no more than a copy of a known size.
class Writer {
 public:
  explicit Writer(std::size_t size_expected) : out_(size_expected + kSlack, '\0') {}

  void put(char letter) {
    make_room(1);
    out_[size_++] = letter;
  }

  void put(std::string_view text) {
    make_room(text.size());
    text.copy(out_.data() + size_, text.size());
    size_ += text.size();
  }

  void put_line(std::size_t depth) {
    const std::size_t spaces = 2 * depth;
    make_room(1 + spaces);
    kLine.copy(out_.data() + size_, kLine.size());
    if (spaces >= kLine.size()) {
      std::fill_n(out_.data() + size_ + kLine.size(), spaces + 1 - kLine.size(), ' ');
    }
    size_ += 1 + spaces;
  }

  std::string take() && {
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kSlack = 2 * kLine.size();

  void make_room(std::size_t more) {
    if (size_ + more + kSlack > out_.size()) {
      out_.resize(2 * (size_ + more + kSlack));
    }
  }

  std::string out_;
  std::size_t size_ = 0;
};

}  // namespace

std::string pretty_print(std::string_view compact) {
  Writer out(compact.size() * 2);
  std::size_t depth = 0;
  for (std::size_t at = 0; at < compact.size();) {
    const char letter = compact[at];
    if (letter == '"') {
      const std::size_t length = string_length(compact.substr(at));
      out.put(compact.substr(at, length));
      at += length;
      continue;
    }
    ++at;
    if (letter == '{' || letter == '[') {
      out.put(letter);
      if (at < compact.size() && (compact[at] == '}' || compact[at] == ']')) {
        out.put(compact[at++]);
      } else {
        out.put_line(++depth);
      }
    } else if (letter == '}' || letter == ']') {
      out.put_line(--depth);
      out.put(letter);
    } else {
      out.put(letter);
      if (letter == ',') {
        out.put_line(depth);
      } else if (letter == ':') {
        out.put(' ');
      }
    }
  }
  out.put('\n');
  return std::move(out).take();
}

}  // namespace lockstep::sim::google
