#include "values.h"

namespace lockstep::explore {
namespace {

std::string number_text(const char* exchange, int number) {
  const std::string digits = std::to_string(1'000 + number % 900);
  return std::string("+1 415 ") + exchange + " 0" + digits.substr(digits.size() - 3);
}

}  // namespace

std::string ValueMaker::make(std::size_t person, Field field, char origin) {
  const int number = ++made_;
  std::string name = handle_of(person);
  const std::string mark = std::string(1, origin) + std::to_string(number);
  switch (field) {
    case Field::email: return name + "." + mark + "@example.com";
    case Field::phone: return number_text("555", number);
    case Field::mobilephone: return number_text("556", number);
    case Field::fax: return number_text("557", number);
    case Field::lastname: return "Lee " + mark;
    case Field::jobtitle: return "Boss " + mark;
    case Field::company: return "Acme " + mark;
    case Field::firstname: break;
  }
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name + " " + mark;
}

Values ValueMaker::make_some(Random& random, std::size_t person, char origin) {
  Values values;
  for (const Field field : fields_) {
    if (random.chance(2, 3)) {
      values[field] = make(person, field, origin);
    }
  }
  return values;
}

Values fit_for(Service side, Values values) {
  if (side == Service::google && !values.contains(Field::phone)) {
    values.erase(Field::mobilephone);
    values.erase(Field::fax);
  }
  return values;
}

}  // namespace lockstep::explore
