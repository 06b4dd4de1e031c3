create table if not exists agent_status_history (
	"agentId" text not null,
	"agentName" text,
	"kind" text not null,
	"status" text,
	"presenceId" text,
	"presenceName" text,
	"startTime" timestamptz not null,
	"endTime" timestamptz,
	"durationSeconds" numeric,
	"open" boolean,
	"event" text,
	"rangeStart" timestamptz,
	"rangeEnd" timestamptz,
	"moreLeft" boolean,
	primary key ("agentId", "kind", "startTime")
);
