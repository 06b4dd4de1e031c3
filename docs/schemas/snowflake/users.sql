create table if not exists users (
	"userId" varchar not null,
	"userName" varchar,
	"email" varchar,
	"username" varchar,
	"title" varchar,
	"department" varchar,
	"state" varchar,
	"divisionId" varchar,
	"divisionName" varchar,
	"teamId" varchar,
	"teamName" varchar,
	"managerId" varchar,
	"managerName" varchar,
	"autoAnswer" boolean,
	"lastLoginTime" timestamp_tz,
	primary key ("userId")
);
