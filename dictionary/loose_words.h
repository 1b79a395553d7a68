// Words that a Hunspell dictionary has form by form, because no class of endings fits them: „жена“, „жената“, „място“ …
// Some of their forms it leaves out, being forms of other words too („жените“ is there as one of „женя“).
//
//   add_loose_words({"място", "мястото", "местата"}, paradigms);     also gives „места“ to „място“
//
// A row of the table of rare paradigms (loose_words.cc) makes a word if all its forms are words. What no row takes is
// brought together by the rules of the stemmer, which is safe, as there are few of them.
#pragma once

#include <string>
#include <vector>

#include "dictionary/paradigms.h"

namespace tarsach::dictionary {

/// `loose` are the forms, `paradigms` all other words, to which they are added.
void add_loose_words(const std::vector<std::string>& loose, std::vector<Paradigm>& paradigms);

}  // namespace tarsach::dictionary
