#include "recording/strict_json.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "lockstep/base/text.h"

namespace lockstep::scenario {
namespace {

/// Bytes that say how far they were read: the parser tells no place while it is at work.
class CountedByte {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountedByte(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountedByte& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  CountedByte operator++(int) {
    CountedByte before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountedByte& left, const CountedByte& right) {
    return left.at_ == right.at_;
  }

 private:
  const char* at_;
  const char** furthest_;
};

/// Hands the parser's events on and holds them against the bounds.
class Bounds final : public nlohmann::json_sax<Json> {
 public:
  explicit Bounds(JsonEvents& events) : events_(&events) {}

  bool null() override { return events_->scalar(nullptr); }
  bool boolean(bool value) override { return events_->scalar(value); }
  bool number_integer(number_integer_t value) override { return events_->scalar(value); }
  bool number_unsigned(number_unsigned_t value) override { return events_->scalar(value); }
  bool number_float(number_float_t value, const string_t& /*text*/) override {
    return events_->scalar(value);
  }
  bool string(string_t& value) override { return events_->scalar(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*elements*/) override { return open(false); }
  bool start_array(std::size_t /*elements*/) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!names_.back().insert(name).second) {
      mistake_ = "a name stands twice in one object";
      return false;
    }
    return events_->name(name);
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    is_no_json_ = true;  // What the library says quotes the text, which may be anybody's data.
    return false;
  }

  [[nodiscard]] const std::string& mistake() const noexcept { return mistake_; }
  [[nodiscard]] bool is_no_json() const noexcept { return is_no_json_; }

 private:
  bool open(bool is_array) {
    if (names_.size() == kForeignDepthMax) {
      mistake_ =
          "lists and objects are more than " + std::to_string(kForeignDepthMax) + " levels deep";
      return false;
    }
    names_.emplace_back();
    return events_->open(is_array);
  }
  bool close() {
    names_.pop_back();
    return events_->close();
  }

  JsonEvents* events_;
  std::vector<std::set<std::string>> names_;  ///< Of each object that is open.
  std::string mistake_;
  bool is_no_json_ = false;
};

}  // namespace

Result<void> walk_json(std::string_view text, JsonEvents& events, const std::string& source,
                       std::size_t line) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto mistake = [&](const std::string& message, const char* at) {
    const auto lines = static_cast<std::size_t>(std::count(begin, at, '\n'));
    return failure(ErrorKind::invalid_input, message, source + ":" + std::to_string(line + lines));
  };
  if (!is_valid_utf8(text)) {
    return mistake("it is not UTF-8 text", begin);
  }
  const char* furthest = begin;
  Bounds bounds(events);
  if (Json::sax_parse(CountedByte(begin, &furthest), CountedByte(end, &furthest), &bounds)) {
    return {};
  }
  const auto byte = [&] { return " at byte " + std::to_string(furthest - begin); };
  if (!bounds.mistake().empty()) {
    return mistake(bounds.mistake() + byte(), furthest);
  }
  if (bounds.is_no_json() && furthest == end) {
    return mistake("the text is cut off after " + std::to_string(text.size()) + " bytes", end);
  }
  return mistake("it is not JSON" + byte(), furthest);
}

bool JsonBuilder::put(Json value) {
  if (open_.empty()) {
    value_ = std::move(value);
    complete_ = true;
  } else if (open_.back().is_array()) {
    open_.back().push_back(std::move(value));
  } else {
    open_.back()[names_.back()] = std::move(value);
  }
  return true;
}

bool JsonBuilder::scalar(Json value) { return put(std::move(value)); }

bool JsonBuilder::open(bool is_array) {
  open_.push_back(is_array ? Json::array() : Json::object());
  names_.emplace_back();
  return true;
}

bool JsonBuilder::name(const std::string& name) {
  names_.back() = name;
  return true;
}

bool JsonBuilder::close() {
  Json closed = std::move(open_.back());
  open_.pop_back();
  names_.pop_back();
  return put(std::move(closed));
}

Json JsonBuilder::take() {
  complete_ = false;
  return std::exchange(value_, nullptr);
}

Result<Json> parse_strict(std::string_view text, const std::string& source, std::size_t line) {
  JsonBuilder builder;
  if (const Result<void> walked = walk_json(text, builder, source, line); !walked) {
    return Failure{walked.error()};
  }
  return builder.take();
}

}  // namespace lockstep::scenario
