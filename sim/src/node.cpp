#include "lockstep/sim/node.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "lockstep/base/text.h"

namespace lockstep::sim {
namespace {

/// What the lexer has read so far.
struct Position {
  int line = 1;
  char last = '\0';
};

/// Counts lines while the lexer reads.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Position* position) : at_(at), position_(position) {}

  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    position_->last = *at_;
    position_->line += *at_ == '\n' ? 1 : 0;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& left, const CountingIterator& right) {
    return left.at_ == right.at_;
  }
  friend bool operator!=(const CountingIterator& left, const CountingIterator& right) {
    return !(left == right);
  }

 private:
  const char* at_;
  Position* position_;
};

/// Builds the tree from the parser's events.
class NodeBuilder final : public nlohmann::json_sax<Json> {
 public:
  NodeBuilder(const Position& position, std::size_t depth_max)
      : position_(&position), depth_max_(depth_max) {}

  bool null() override { return add_scalar(nullptr, position_->line); }
  bool boolean(bool value) override { return add_scalar(value, position_->line); }
  bool number_integer(number_integer_t value) override { return add_scalar(value, number_line()); }
  bool number_unsigned(number_unsigned_t value) override {
    return add_scalar(value, number_line());
  }
  bool number_float(number_float_t value, const string_t&) override {
    return add_scalar(value, number_line());
  }
  bool string(string_t& value) override { return add_scalar(value, position_->line); }
  bool binary(binary_t&) override { return fail("binary values are not JSON"); }

  bool start_object(std::size_t) override { return open(Node::Kind::object); }
  bool start_array(std::size_t) override { return open(Node::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& value) override {
    std::vector<NodeMember>& members = open_.back().members;
    if (std::ranges::find(members, value, &NodeMember::key) != members.end()) {
      return fail("the key \"" + value + "\" stands twice in one object");
    }
    members.push_back({value, position_->line, {}});
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error while …"
    const std::string_view what = e.what();
    const std::size_t colon = what.find(": ");
    return fail("not JSON: " +
                std::string(colon == std::string_view::npos ? what : what.substr(colon + 2)));
  }

  [[nodiscard]] const std::string& mistake() const noexcept { return mistake_; }
  [[nodiscard]] int mistake_line() const noexcept { return mistake_line_; }
  [[nodiscard]] Node& root() noexcept { return root_; }

 private:
  /// A number ends where the next character has been read already, which may be a line feed.
  [[nodiscard]] int number_line() const noexcept {
    return position_->line - (position_->last == '\n' ? 1 : 0);
  }

  bool add_scalar(Json value, int line) {
    Node node;
    node.line = line;
    node.scalar = std::move(value);
    return add(std::move(node));
  }

  bool open(Node::Kind kind) {
    if (open_.size() >= depth_max_) {
      return fail("nested more than " + std::to_string(depth_max_) + " levels deep");
    }
    Node node;
    node.kind = kind;
    node.line = position_->line;
    open_.push_back(std::move(node));
    return true;
  }

  bool close() {
    Node node = std::move(open_.back());
    open_.pop_back();
    if (is_repeat(node)) {
      return add_repeated(node);
    }
    return add(std::move(node));
  }

  /// {"repeat": ["Acme ", 100]} is a text that is too long to be written out.
  static bool is_repeat(const Node& node) {
    return node.is_object() && node.members.size() == 1 && node.members.front().key == "repeat";
  }

  bool add_repeated(const Node& node) {
    const std::vector<Node>& parts = node.members.front().value.items;
    if (parts.size() != 2 || !parts[0].is_text() || !parts[1].scalar.is_number_unsigned()) {
      return fail(R"("repeat" must be a list of a text and how often it stands)");
    }
    const auto unit = parts[0].scalar.get<std::string>();
    const auto times = parts[1].scalar.get<std::uint64_t>();
    if (times > kRepeatedBytesMax || unit.size() * times > kRepeatedBytesMax - repeated_bytes_) {
      return fail("\"repeat\" makes more than " + std::to_string(kRepeatedBytesMax) + " bytes");
    }
    repeated_bytes_ += unit.size() * times;
    std::string text;
    for (std::uint64_t count = 0; count < times; ++count) {
      text += unit;
    }
    return add_scalar(std::move(text), node.line);
  }

  bool add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().is_object()) {
      open_.back().members.back().value = std::move(node);
    } else {
      open_.back().items.push_back(std::move(node));
    }
    return true;
  }

  bool fail(std::string mistake) {
    if (mistake_.empty()) {
      mistake_ = std::move(mistake);
      mistake_line_ = position_->line;
    }
    return false;
  }

  static constexpr std::size_t kRepeatedBytesMax = std::size_t{4} << 20U;

  const Position* position_;
  std::size_t depth_max_;
  std::size_t repeated_bytes_ = 0;
  std::vector<Node> open_;
  Node root_;
  std::string mistake_;
  int mistake_line_ = 1;
};

}  // namespace

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::array: return "a list";
    case Node::Kind::object: return "an object";
    case Node::Kind::scalar: break;
  }
  if (node.scalar.is_string()) {
    return "text";
  }
  if (node.scalar.is_boolean()) {
    return "true or false";
  }
  return node.scalar.is_null() ? "null" : "a number";
}

Json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::scalar: return node.scalar;
    case Node::Kind::array: {
      Json array = Json::array();
      for (const Node& item : node.items) {
        array.push_back(to_json(item));
      }
      return array;
    }
    case Node::Kind::object: {
      Json object = Json::object();
      for (const NodeMember& member : node.members) {
        object[member.key] = to_json(member.value);
      }
      return object;
    }
  }
  return nullptr;
}

Result<Node> parse_node(std::string_view text, std::string_view file, const NodeLimits& limits) {
  const auto at = [&](int line) { return std::string(file) + ':' + std::to_string(line); };
  if (text.size() > limits.bytes_max) {
    return failure(ErrorKind::invalid_input,
                   "larger than " + std::to_string(limits.bytes_max) + " bytes", at(1));
  }
  if (!is_valid_utf8(text)) {
    return failure(ErrorKind::invalid_input, "not UTF-8", at(1));
  }
  Position position;
  NodeBuilder builder(position, limits.depth_max);
  const CountingIterator first(text.data(), &position);
  const CountingIterator last(text.data() + text.size(), &position);
  constexpr bool kStrict = true;
  constexpr bool kIgnoreComments = true;
  if (!Json::sax_parse(first, last, &builder, nlohmann::detail::input_format_t::json, kStrict,
                       kIgnoreComments)) {
    return failure(ErrorKind::invalid_input,
                   builder.mistake().empty() ? "not JSON" : builder.mistake(),
                   at(builder.mistake_line()));
  }
  return std::move(builder.root());
}

}  // namespace lockstep::sim
