/// The paragraphs of the help article that the product implements, in our own words.

#pragma once

#include <array>
#include <string_view>

namespace lockstep::scenario {

struct ArticleParagraph {
  std::string_view id;  ///< "S7"
  std::string_view text;
};

// clang-format off
inline constexpr std::array kArticle = {
    ArticleParagraph{"S1", "Google Contacts is an address book; the integration connects it to HubSpot with data sync."},
    ArticleParagraph{"S2", "Install: find the app, sign in to Google, read the permissions, choose Allow."},
    ArticleParagraph{"S3", "Set up the sync, or do it later; connecting alone syncs nothing."},
    ArticleParagraph{"S4", "The sync must be configured and turned on before data moves."},
    ArticleParagraph{"S5", "Contacts are the only object that this integration syncs."},
    ArticleParagraph{"S6", "One drop-down for each app chooses which records sync; together they give four modes."},
    ArticleParagraph{"S7", "Two-way: new and updated information flows both ways; records that exist in both are merged."},
    ArticleParagraph{"S8", "One-way, HubSpot to Google: Google's drop-down says No contacts."},
    ArticleParagraph{"S9", "One-way, Google to HubSpot: HubSpot's drop-down says No contacts."},
    ArticleParagraph{"S10", "Sync filters: each drop-down can choose a filter instead."},
    ArticleParagraph{"S11", "Contacts folder on: contacts in Other contacts and Trash do not sync."},
    ArticleParagraph{"S12", "Starred contacts on: only contacts starred in Google sync."},
    ArticleParagraph{"S13", "Filters limit the scope; they never add a contact to what they filter by."},
    ArticleParagraph{"S14", "There are eleven default field mappings, and they cannot be edited."},
    ArticleParagraph{"S15", "Custom mappings need Operations Hub Starter, Professional or Enterprise."},
    ArticleParagraph{"S16", "Google's first phone maps to Phone number; others sync only if labelled mobile or fax."},
    ArticleParagraph{"S17", "Custom text fields of Google Contacts cannot sync."},
    ArticleParagraph{"S18", "Labels of Google Contacts cannot sync with HubSpot properties."},
    ArticleParagraph{"S19", "Google holds at most 25,000 unique contacts, Other contacts and Trash included."},
    ArticleParagraph{"S20", "A single contact can be at most 128 KB."},
    ArticleParagraph{"S21", "Storage limit exceeded: empty Trash and Other contacts, delete duplicates, trim the contact."},
    ArticleParagraph{"S22", "Other data-sync errors exist."},
};
// clang-format on

[[nodiscard]] constexpr const ArticleParagraph* find_paragraph(std::string_view id) noexcept {
  for (const ArticleParagraph& paragraph : kArticle) {
    if (paragraph.id == id) {
      return &paragraph;
    }
  }
  return nullptr;
}

}  // namespace lockstep::scenario
