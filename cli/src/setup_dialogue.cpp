#include "setup_dialogue.h"

#include <cstddef>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/text.h"

namespace lockstep::cli {
namespace {

class Dialogue {
 public:
  Dialogue(std::istream& in, std::ostream& out) : in_(in), out_(out) {}

  bool yes(std::string_view question) {
    while (true) {
      const std::string answer = ask(std::string(question) + " [y/N] ");
      if (answer.empty() || answer == "n" || answer == "no") {
        return false;
      }
      if (answer == "y" || answer == "yes") {
        return true;
      }
      out_ << "Please answer y or n.\n";
    }
  }

  /// The number of the choice, from 0.
  std::size_t choose(std::string_view question, const std::vector<std::string_view>& choices) {
    out_ << question << "\n";
    for (std::size_t at = 0; at < choices.size(); ++at) {
      out_ << "  " << at + 1 << "  " << choices[at] << "\n";
    }
    while (true) {
      const std::string answer = ask("Choose [1]: ");
      if (answer.empty()) {
        return 0;
      }
      for (std::size_t at = 0; at < choices.size(); ++at) {
        if (answer == std::to_string(at + 1)) {
          return at;
        }
      }
      out_ << "Please answer with a number from 1 to " << choices.size() << ".\n";
    }
  }

 private:
  std::string ask(const std::string& question) {
    out_ << question << std::flush;
    std::string line;
    if (!std::getline(in_, line)) {
      out_ << "\n";
      return "";
    }
    return ascii_lower(trim(line));
  }

  std::istream& in_;
  std::ostream& out_;
};

}  // namespace

SetupAnswers ask_for_setup(std::istream& in, std::ostream& out) {
  Dialogue dialogue(in, out);
  if (!dialogue.yes("Set up the sync now?")) {
    return {};
  }
  SyncSettings settings;
  const std::size_t way = dialogue.choose(
      "Which way do contacts sync?",
      {"both ways", "from HubSpot to Google Contacts", "from Google Contacts to HubSpot"});
  if (way == 1) {
    settings.google.records = RecordScope::none;  // S8
  } else {
    if (way == 2) {
      settings.hubspot.records = RecordScope::none;  // S9
    }
    settings.google.contacts_folder =
        dialogue.yes("Only the Contacts folder of Google Contacts, without Other contacts?");
    settings.google.starred = dialogue.yes("Only starred contacts of Google Contacts?");
    if (settings.google.contacts_folder || settings.google.starred) {
      settings.google.records = RecordScope::filter;
    }
  }
  const std::size_t app = dialogue.choose("Both sides have changed a value: which one stands?",
                                          {"HubSpot's", "Google's"});
  settings.default_app = app == 0 ? Side::hubspot : Side::google;
  return {.settings = settings, .turn_on = dialogue.yes("Turn the sync on now?")};
}

}  // namespace lockstep::cli
