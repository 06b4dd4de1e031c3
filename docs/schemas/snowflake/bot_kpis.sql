create table if not exists bot_kpis (
	"intervalStart" timestamp_tz not null,
	"intervalEnd" timestamp_tz,
	"botId" varchar,
	"botName" varchar,
	"sessions" number(38, 0),
	"avgSessionSeconds" number(38, 6),
	"turns" number(38, 0),
	"avgTurns" number(38, 6),
	"disconnects" number(38, 0),
	"exits" number(38, 0),
	"containmentPercent" number(38, 6),
	"intents" number(38, 0),
	"recognitionFailures" number(38, 0),
	"rangeStart" timestamp_tz,
	"rangeEnd" timestamp_tz,
	"moreLeft" boolean,
	unique ("intervalStart", "botId", "botName")
);
