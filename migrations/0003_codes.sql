CREATE TABLE `codes` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text NOT NULL,
	`leads_to` text NOT NULL,
	`colours` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `codes_of_workspace` ON `codes` (`workspace_id`);