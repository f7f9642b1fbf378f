#include "lockstep/core/phone.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/core/normalize.h"

namespace lockstep {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// Two full address books with three numbers a contact; more means that somebody feeds us noise.
constexpr std::size_t kRememberedMax = 200'000;

// The library refuses longer ones, too; asking first keeps noise out of it.
constexpr std::size_t kNumberBytesMax = 250;

bool may_be_number(std::string_view text) noexcept {
  return text.size() <= kNumberBytesMax && is_valid_utf8(text) &&
         text.find('\0') == std::string_view::npos;
}

std::string parse_canonical(const std::string& text, const std::string& region) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !util.IsPossibleNumber(number)) {
    return text;
  }
  std::string canonical;
  util.Format(number, PhoneNumberUtil::E164, &canonical);
  return number.has_extension() ? canonical + ";ext=" + number.extension() : canonical;
}

}  // namespace

std::string_view to_string(PhoneSlot slot) noexcept {
  switch (slot) {
    case PhoneSlot::phone: return "phone";
    case PhoneSlot::mobile: return "mobilephone";
    case PhoneSlot::fax: return "fax";
  }
  return "?";
}

std::optional<PhoneSlot> slot_of_label(std::string_view type) noexcept {
  const std::string label = ascii_lower(type);
  if (label == "mobile" || label == "workmobile") {
    return PhoneSlot::mobile;
  }
  if (label == "homefax" || label == "workfax" || label == "otherfax") {
    return PhoneSlot::fax;
  }
  return std::nullopt;
}

std::string_view label_of(PhoneSlot slot) noexcept {
  switch (slot) {
    case PhoneSlot::phone: return "work";
    case PhoneSlot::mobile: return "mobile";
    case PhoneSlot::fax: return "workFax";
  }
  return "?";
}

struct PhoneNumbers::State {
  std::string region;
  std::mutex mutex;
  std::unordered_map<std::string, std::string> remembered;  // Looked up only, never listed.
};

PhoneNumbers::PhoneNumbers(std::string default_region) : state_(std::make_unique<State>()) {
  state_->region = std::move(default_region);
}

PhoneNumbers::~PhoneNumbers() = default;

std::string PhoneNumbers::canonical(std::string_view number) const {
  std::string text = normal_text(number);
  if (text.empty() || !may_be_number(text)) {
    return text;
  }
  const std::lock_guard lock(state_->mutex);
  if (const auto known = state_->remembered.find(text); known != state_->remembered.end()) {
    return known->second;
  }
  if (state_->remembered.size() >= kRememberedMax) {
    state_->remembered.clear();
  }
  std::string canonical = parse_canonical(text, state_->region);
  return state_->remembered.emplace(std::move(text), std::move(canonical)).first->second;
}

}  // namespace lockstep
