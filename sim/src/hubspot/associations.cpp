#include "associations.h"

#include <algorithm>
#include <iterator>

namespace lockstep::sim::hubspot {
namespace {

std::size_t index_of(const AssociatedType& type) {
  return static_cast<std::size_t>(
      std::distance(kAssociatedTypes.begin(),
                    std::ranges::find(kAssociatedTypes, type.plural, &AssociatedType::plural)));
}

}  // namespace

const AssociatedType* find_associated_type(std::string_view name) {
  const auto* const found = std::ranges::find_if(kAssociatedTypes, [&](const auto& type) {
    return name == type.plural || name == type.singular || name == type.object_type_id;
  });
  return found == kAssociatedTypes.end() ? nullptr : found;
}

const AssociatedType* find_associated_type(std::uint64_t association_type_id) {
  const auto* const found = std::ranges::find(kAssociatedTypes, association_type_id,
                                              &AssociatedType::association_type_id);
  return found == kAssociatedTypes.end() ? nullptr : found;
}

std::string label_of(const AssociatedType& type) {
  return "contact_to_" + std::string(type.singular);
}

std::string_view webhook_label_of(const AssociatedType& type) {
  return type.plural == "companies" ? "CONTACT_TO_COMPANY"
         : type.plural == "deals"   ? "CONTACT_TO_DEAL"
         : type.plural == "tickets" ? "CONTACT_TO_TICKET"
                                    : "";
}

void Associations::add(ContactId contact, const AssociatedType& type, std::uint64_t record,
                       const AssociationWrite& write) {
  const std::size_t index = index_of(type);
  if (records_[{contact, index}].insert(record).second) {
    changes_.push_back({write, contact, &kAssociatedTypes.at(index), record, /*removed=*/false});
  }
}

void Associations::remove(ContactId contact, const AssociatedType& type, std::uint64_t record,
                          const AssociationWrite& write) {
  const std::size_t index = index_of(type);
  const auto found = records_.find({contact, index});
  if (found != records_.end() && found->second.erase(record) > 0) {
    changes_.push_back({write, contact, &kAssociatedTypes.at(index), record, /*removed=*/true});
  }
}

const std::set<std::uint64_t>& Associations::of(ContactId contact,
                                                const AssociatedType& type) const {
  static const std::set<std::uint64_t> kNone;
  const auto found = records_.find({contact, index_of(type)});
  return found == records_.end() ? kNone : found->second;
}

std::set<ContactId> Associations::contacts_of(const AssociatedType& type,
                                              const std::set<std::uint64_t>& records) const {
  const std::size_t index = index_of(type);
  std::set<ContactId> contacts;
  for (const auto& entry : records_) {
    const std::set<std::uint64_t>& associated = entry.second;
    const bool any = records.empty() || std::ranges::any_of(records, [&](std::uint64_t record) {
                       return associated.contains(record);
                     });
    if (entry.first.second == index && !associated.empty() && any) {
      contacts.insert(entry.first.first);
    }
  }
  return contacts;
}

void Associations::replace(ContactId merged, ContactId survivor) {
  for (std::size_t type = 0; type < kAssociatedTypes.size(); ++type) {
    if (const auto found = records_.find({merged, type}); found != records_.end()) {
      const std::set<std::uint64_t> taken = std::move(found->second);
      records_.erase(found);
      records_[{survivor, type}].insert(taken.begin(), taken.end());
    }
  }
}

}  // namespace lockstep::sim::hubspot
