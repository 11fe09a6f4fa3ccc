/// What the shared libraries show: everything is hidden but declarations that carry LODESTONE_EXPORT.
#pragma once

#define LODESTONE_EXPORT __attribute__((visibility("default")))
