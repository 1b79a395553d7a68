#include "schema/vocabulary.h"
