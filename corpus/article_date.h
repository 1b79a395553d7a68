// The day that an article is about, worked out from its title and its first passages; and the year of a day that is
// given without one.
//
//   title „Международна клъстерна среща София, 13 март 2015 г.“            2015-03-13
//   lead  „На 5 юли в гр. Варна …“, other news of 15.05.2018 on the page     2018-07-05
//   body  „… организирана през ноември 2017г. във Валенсия“                  no: it is recalled, far down
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "corpus/article.h"
#include "schema/date.h"

namespace tarsach::corpus {

/// The beginning of a body that tells what the article is about.
inline constexpr std::size_t kLeadBytes = 2000;
/// As far as dates are looked for at all.
inline constexpr std::size_t kDatedBytes = 64 * 1024;

/// First and last day of something that the article names, for the years of its days.
struct KnownDays {
  schema::Date from, to;
};

/// An unknown date if nothing speaks for one. Looks at title, body and page_dates.
[[nodiscard]] schema::Date article_date(const Article& article, const std::vector<KnownDays>& known);

}  // namespace tarsach::corpus
