#include "corpus/delivery.h"

#include <utility>

#include "corpus/input.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kMostTold = 1000;     // kinds of warnings that are remembered; further ones are not said
constexpr std::size_t kMostShownName = 60;  // bytes of a member's name in a message

}  // namespace

bool Delivery::knows(std::string_view bytes, std::string_view format, std::size_t line, const std::string& suffix) {
  const std::optional<Next> next = sink_.known({bytes, format, file_.stem + suffix, line}, file_.path);
  if (next == Next::kStop) stopped_ = true;
  return next.has_value();
}

void Delivery::article(Article&& article, const std::string& suffix) {
  if (article.title.empty() && article.body.empty()) {
    return problem(article.line, "expected a title or a body, found neither");
  }
  const std::size_t bytes = article.title.size() + article.body.size();
  if (bytes > kMaxArticleBytes) {
    return problem(article.line, "too large: expected an article of at most " + size_text(kMaxArticleBytes) +
                                     ", found " + size_text(bytes));
  }
  if (article.id.empty()) article.id = article.url;
  if (article.id.empty()) article.id = file_.stem + suffix;
  if (sink_.article(std::move(article), file_.path) == Next::kStop) stopped_ = true;
}

void Delivery::problem(std::size_t line, std::string reason) {
  if (sink_.problem({file_.path, line, std::move(reason)}) == Next::kStop) stopped_ = true;
}

void Delivery::unknown_member(std::size_t line, const std::string& name) {
  if (told_.size() >= kMostTold || !told_.insert("\"" + name).second) return;
  sink_.warning({file_.path, line,
                 "unknown member \"" + name.substr(0, kMostShownName) + "\" is passed over, here and further on"});
}

void Delivery::oddity(std::size_t line, const std::string& reason) {
  if (told_.size() >= kMostTold || !told_.insert(file_.path + "\n" + reason).second) return;
  sink_.warning({file_.path, line, reason});
}

}  // namespace tarsach::corpus
